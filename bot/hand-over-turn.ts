import type { HandOverAnswers, HandOverQuestion, Line, Request } from '../dialogs/hand-over/answers';
import type { HandOverWords } from '../dialogs/hand-over/words';

/** What a turn must know to hand a question over to a person. */
export interface HandOverTurn {
  readonly terms: HandOverTerms;
  /** What was said before the hand-over began, where it is kept; and the last question in it. */
  readonly lines: readonly Line[];
  readonly lastQuestion?: string;
  /** A person talks in this conversation now. */
  readonly withPerson: boolean;
}

/** How questions reach the office, as whoever runs the bot has set it. */
export interface HandOverTerms {
  readonly words: HandOverWords;
  readonly ways: readonly [Way, ...Way[]];
  /** Whether the office can answer in the chat; else there must be an e-mail address. */
  readonly answersHere: boolean;
  readonly days: number;
  readonly privacyUrl?: string;
}

export type Way = keyof HandOverWords['consent']['ways'];

/** A hand-over between two turns. */
export interface HandOver {
  /** When it began, in milliseconds since 1970. */
  readonly begun: number;
  readonly answers: HandOverAnswers;
}

/** Where a hand-over stands after a message. */
export type HandOverAt =
  /** It is offered, as a question where nothing else is asked. */
  | { readonly kind: 'offer'; readonly asks: boolean }
  | {
      readonly kind: 'ask';
      readonly handOver: HandOver;
      readonly question: HandOverQuestion;
      readonly note: HandOverNote;
      /** What was asked last. */
      readonly suggestion?: string;
      readonly request: Request;
    }
  | { readonly kind: 'send'; readonly handOver: HandOver; readonly request: Request }
  | { readonly kind: 'cancelled' }
  /** What was said goes to the person, who answers. */
  | { readonly kind: 'to-person' }
  | { readonly kind: 'only-text' }
  | { readonly kind: 'talk-ended' };

/** What goes to the office, in the words in which it was shown. */
export interface HandedOver {
  readonly question: string;
  readonly email?: string;
  readonly conversationLines: readonly string[];
  readonly answers?: string;
}

/** What is said before a step is asked. */
export type HandOverNote =
  | { readonly kind: 'begun' | 'noted' | 'again' | 'hint' | 'nothing-before' | 'too-long' | 'needed' }
  | { readonly kind: 'slip'; readonly guess?: string };
