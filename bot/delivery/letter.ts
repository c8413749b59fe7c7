import type { HandOverWords } from '../../dialogs/hand-over/words';
import { fill } from '../../knowledge/template';
import type { Ticket } from '../state/tickets';

/** What the office reads of a question: a subject, and all that the student has consented to send, a block each. */
export interface Letter {
  readonly subject: string;
  readonly blocks: readonly string[];
}

export function letterOf(ticket: Ticket, { letter }: HandOverWords): Letter {
  const { number, channel, question, email, conversationLines, answers } = ticket;
  return {
    subject: fill(letter.subject, () => number),
    blocks: [
      fill(letter.opening, () => channel),
      fill(letter.number, () => number),
      `${letter.question}\n${question}`,
      email === undefined ? letter.noEmail : fill(letter.email, () => email),
      ...(conversationLines.length > 0 ? [[letter.conversation, ...conversationLines].join('\n')] : []),
      ...(answers === undefined ? [] : [`${letter.answers}\n${answers}`]),
      letter.erase,
    ],
  };
}
