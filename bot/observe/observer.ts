import type { LoggedTurn } from '../state/turn-log';

/** What a turn is made of, one after the other. */
export const steps = ['read', 'understand', 'write', 'send'] as const;

/** When something began and ended: milliseconds of `performance.now()`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Step extends Span {
  readonly name: (typeof steps)[number];
}

/** What kept a turn from being answered: the database, the service of the channel, a turn before it, or a mistake of ours. */
export const failures = ['storage', 'channel', 'busy', 'fault'] as const;
export type Failure = (typeof failures)[number];

/** A turn that is over, without a word that was said in it. */
export interface SeenTurn extends Span {
  /** Known, or "other". */
  readonly channel: string;
  /** As the channel names it, which is never told as it is. */
  readonly conversation: string;
  /** Nothing where it failed before it was understood, or was taken before. */
  readonly understood?: Pick<LoggedTurn, 'topics' | 'language' | 'knowledge'> & { readonly kind: string };
  /** Delivered once more. */
  readonly isRepeated: boolean;
  readonly failure?: Failure;
  readonly steps: readonly Step[];
}

/** Whose requests are counted; and the questions for a person, of anybody. */
export const limited = ['address', 'user', 'conversation', 'hand-over'] as const;
export type Limited = (typeof limited)[number];

/** Is told what happens. Nobody waits for it, and nothing that it is told says who it was or what they wrote. */
export interface Observer {
  readonly turn: (seen: SeenTurn) => void;
  /** A request was refused, as there were too many. */
  readonly limited: (what: Limited) => void;
  readonly stored: (operation: string, seconds: number, isFailed: boolean) => void;
  /** A request was answered; its route as a pattern, nothing where there is none. */
  readonly answered: (route: string | undefined, status: number, seconds: number) => void;
  /** How many sockets are open, asked whenever somebody looks. */
  readonly sockets: (count: () => number) => void;
}

const nothing = () => undefined;

export const unobserved: Observer = {
  turn: nothing,
  limited: nothing,
  stored: nothing,
  answered: nothing,
  sockets: nothing,
};
