import { benchInstances } from './instances';
import { benchSockets } from './sockets';
import { benchTurns } from './turns';

/** How much the bot carries: turns beside a textbook bot, open sockets, and instances. Linux only: it reads /proc. */
export async function benchLoad(): Promise<void> {
  await benchTurns();
  await benchSockets();
  await benchInstances();
}
