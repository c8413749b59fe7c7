import type { Activity, TurnContext } from 'botbuilder';
import type { Failure, Observer, SeenTurn, Step } from '../observe/observer';
import { isOfStorage } from '../observe/watch-state';
import { BadRequest } from '../read-json';
import { Busy } from '../state/in-order';
import type { LoggedTurn } from '../state/turn-log';
import { deliveryOf } from './deliver';
import { knownChannel } from './log-turn';

type Logic = (context: TurnContext) => Promise<void>;

/** What a turn that is under way has noted of itself. */
interface Notes {
  readonly steps: Step[];
  taken?: Pick<SeenTurn, 'understood' | 'isRepeated'>;
}

const notes = new WeakMap<TurnContext, Notes>();

/** The same logic, each of whose turns is told of when it is over: what was taken, and what has failed. */
export function watchTurns(logic: Logic, { turn }: Observer): Logic {
  return async (context) => {
    const from = performance.now();
    const noted: Notes = { steps: [] };
    notes.set(context, noted);
    const seen = () => ({ ...whereOf(context.activity), isRepeated: false, ...noted.taken, steps: noted.steps, from, to: performance.now() }); // prettier-ignore
    try {
      await logic(context);
    } catch (error) {
      // What was refused is no failure.
      if (!(error instanceof BadRequest)) turn({ ...seen(), failure: failureOf(error) });
      throw error;
    }
    if (noted.taken) turn(seen());
  };
}

/** Does a step of a turn, and notes how long it took. */
export function timed<T>(name: Step['name'], context: TurnContext, work: () => T): T {
  const from = performance.now();
  const note = () => void notes.get(context)?.steps.push({ name, from, to: performance.now() });
  const result = work();
  if (result instanceof Promise) void result.then(note, note);
  else note();
  return result;
}

/** Notes that a turn was taken, and how it was understood; without that, that it had been taken before. */
export function noteTaken(context: TurnContext, counted: LoggedTurn | undefined): void {
  const noted = notes.get(context);
  if (noted) noted.taken = counted ? { understood: understoodIn(counted), isRepeated: false } : { isRepeated: true };
}

/** Who is in a crisis is nobody's business: the time of a turn may lead to who it was. */
function understoodIn({ kind, topics, language, knowledge }: LoggedTurn): NonNullable<SeenTurn['understood']> {
  return { kind: kind === 'care' ? 'other' : kind, topics, language, knowledge };
}

function whereOf({ channelId, conversation }: Activity): Pick<SeenTurn, 'channel' | 'conversation'> {
  return { channel: knownChannel(channelId), conversation: `${channelId}/${conversation.id}` };
}

function failureOf(error: unknown): Failure {
  if (deliveryOf(error)) return 'channel';
  if (error instanceof Busy) return 'busy';
  return isOfStorage(error) ? 'storage' : 'fault';
}
