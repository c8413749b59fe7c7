import type { HandOverTerms, Way } from './hand-over-turn';
import type { Destination, Tickets } from './state/tickets';

/** Why a talk with a person ends. */
export type WhyEnded = 'student' | 'office' | 'quiet';

/** What the office can do about a request; each is told to the student, in the channel that they wrote on. */
export interface Desk {
  /** From now on the bot keeps out of that conversation. False if it was taken or closed before. */
  take(number: string, by: string): Promise<boolean>;
  /** False if the ticket is gone, or the same was delivered before; `by` signs it. */
  answer(number: string, text: string, delivery?: string, by?: string): Promise<boolean>;
  /** False if it was closed before. */
  close(number: string, why: WhyEnded): Promise<boolean>;
  /** What the student says to the person. */
  hear(number: string, text: string, delivery?: string): Promise<boolean>;
}

/** Where news is sent: on the page for staff it is looked up. */
export function destinationsOf(ways: readonly Way[]): readonly Destination[] {
  return ways.filter((way) => way !== 'staff');
}

/** All that is said, by either side, is kept with the ticket and put into the outbox in one piece. */
export function makeDesk(tickets: Tickets, { ways }: Pick<HandOverTerms, 'ways'>, now: () => Date): Desk {
  // A letter tells of the question; what follows is talk, for which one is there.
  const office: readonly Destination[] = destinationsOf(ways).filter((way) => way !== 'mail');
  const hooks = office.filter((way) => way === 'webhook');
  const message = (text: string, delivery?: string) => ({ text, ...(delivery === undefined ? {} : { delivery }) });
  return {
    take: (number, by) =>
      tickets.change(
        number,
        { from: ['open'], to: 'taken', by },
        { side: 'bot', text: by, turns: 'taken' },
        [...office, 'student'],
        now(),
      ),
    answer: (number, text, delivery, by) =>
      tickets.say(
        number,
        { side: 'office', ...message(text, delivery), ...(by === undefined ? {} : { by }) },
        // In Teams it stands already what was said there; what is signed was said elsewhere.
        [...(by === undefined ? hooks : office), 'student'],
        now(),
      ),
    close: (number, why) =>
      tickets.change(
        number,
        { from: ['open', 'taken'], to: 'closed' },
        { side: 'bot', text: why, turns: 'closed' },
        // Whoever ends it in the chat is answered there.
        why === 'student' ? office : [...office, 'student'],
        now(),
      ),
    hear: (number, text, delivery) => tickets.say(number, { side: 'student', ...message(text, delivery) }, office, now()),
  };
}
