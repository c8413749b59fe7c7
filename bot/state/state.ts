import type { Storage } from 'botbuilder';
import type { MakeLimiter } from './limiter';
import type { Backlog } from './backlog';
import type { Changes } from './changes';
import type { Feedback } from './feedback';
import type { Exclusively } from './in-order';
import type { Retention } from './retention';
import type { Outbox, Tickets } from './tickets';
import type { Transcript } from './transcript';
import type { TurnLog } from './turn-log';

/** What the bot remembers, and how its instances agree with each other. */
export interface State {
  /** The Bot Framework's own: what a turn goes on from. */
  readonly storage: Storage;
  readonly transcript: Transcript;
  readonly feedback: Feedback;
  readonly tickets: Tickets;
  readonly outbox: Outbox;
  readonly backlog: Backlog;
  readonly turnLog: TurnLog;
  readonly retention: Retention;
  readonly changes: Changes;
  readonly exclusively: Exclusively;
  readonly makeLimiter: MakeLimiter;
  /** Whether the database answers now, and can be written; told within a second. */
  readonly isReady: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}
