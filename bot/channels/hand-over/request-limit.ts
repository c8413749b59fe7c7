import { limiterInMemory, type MakeLimiter } from '../../state/limiter';
import { ownerOf, type Asker } from '../../state/tickets';

/** How many questions are handed over: each is a letter to the office, and a machine could write it thousands. */
export interface RequestLimit {
  /** Whether no more is taken for now, from this conversation or from anybody. */
  isReached(asker: Where): Promise<boolean>;
  /** One more is being asked for. Whoever has begun can end it. */
  begin(asker: Where): Promise<void>;
  /** One was asked for, and not taken. */
  refuse(): void;
}

type Where = Pick<Asker, 'channel' | 'conversation'>;

/** Nobody has more for an office within an hour. */
const ofOneConversation = 5;
const everybody = 'everybody';
const anHour = 3600;

/**
 * So many an hour, counted where `makeLimiter` does; 0 is without a limit. A conversation is counted by each instance for
 * itself: who asks for a person is written down nowhere but in what is sent.
 */
export function makeRequestLimit(perHour: number, makeLimiter: MakeLimiter, refuse: () => void): RequestLimit {
  if (perHour === 0) return { isReached: () => Promise.resolve(false), begin: () => Promise.resolve(), refuse };
  const ofAll = makeLimiter({ name: 'hand-over', points: perHour, seconds: anHour });
  const ofOne = limiterInMemory({ name: 'hand-over-of', points: ofOneConversation, seconds: anHour });
  return {
    isReached: async (asker) => (await ofOne.isUsedUp(ownerOf(asker))) || ofAll.isUsedUp(everybody),
    begin: async (asker) => {
      await Promise.all([ofOne.take(ownerOf(asker)), ofAll.take(everybody)]);
    },
    refuse,
  };
}
