import type { Answers, QuestionId } from '../dialogs/eligibility/answers';
import type { Check, Claims } from '../dialogs/eligibility/check';
import type { EligibilityOutcome } from '../dialogs/eligibility/outcome';
import type { InterviewWords } from '../dialogs/eligibility/words';
import type { Flow } from '../dialogs/flow';
import type { HandOverSaid } from '../dialogs/hand-over/read';
import type { Citations, Knowledge } from '../knowledge/knowledge';
import type { HandOverTurn, HandOverTerms, HandOver, HandOverAt } from './hand-over-turn';

/** What came in, free of any channel's own types. */
export interface Turn {
  readonly conversation: string;
  readonly user: string;
  readonly channel: string;
  /** The channel does not say who joins, so the first reply must carry the welcome. */
  readonly joinsSilently: boolean;
  readonly said: Said;
  /** What can be handed over to a person; nothing where nothing can. */
  readonly handOver?: HandOverTurn;
}

export type Said =
  | { readonly kind: 'text'; readonly text: string }
  /** The user was added to the conversation; nothing was said yet. */
  | { readonly kind: 'joined' }
  /** A message without words: a picture, a sticker, a voice note. */
  | { readonly kind: 'wordless' }
  /** An answer was voted down. */
  | { readonly kind: 'voted-down' };

export const commandNames = ['help', 'human', 'restart', 'cancel', 'myData', 'deleteMyData'] as const;
/** "erase" and "keep" answer the question whether all data shall be deleted. */
export type CommandName = (typeof commandNames)[number] | 'erase' | 'keep';

/** What the words meant. It holds no sentences, only its reasons. */
export type Reading = {
  readonly reasons: readonly Reason[];
  /** The language it was said in, if not English: two letters. */
  readonly language?: string;
} &
  /** `unknowns` are subjects asked in the same message that the brochure does not answer. */
  (
    | {
        readonly kind: 'answer';
        readonly topics: readonly [string, ...string[]];
        readonly unknowns?: readonly string[];
        /** Only this item of what the topic lists is asked for. */
        readonly item?: number;
        readonly premise?: 'yes' | 'no';
      }
    /** Not sure: these topics and subjects are offered. */
    | { readonly kind: 'clarify'; readonly options: readonly string[] }
    /** An honest question that the brochure does not answer; `about` is the subject, where it was recognised. */
    | {
        readonly kind: 'unknown';
        readonly about?: string;
        /** The facet of what was just spoken of that the brochure does not tell. */
        readonly facet?: string;
        readonly options: readonly string[];
      }
    | { readonly kind: 'check'; readonly check: Check }
    /** Asks where the last answer stands. */
    | { readonly kind: 'source' }
    /** The wish to be checked, with what was told along with it; with `at`, where the interview stands then. */
    | { readonly kind: 'eligibility'; readonly told?: Claims; readonly at?: At }
    | { readonly kind: 'human' }
    | { readonly kind: 'hand-over'; readonly at: HandOverAt }
    | { readonly kind: 'smalltalk'; readonly intent: string }
    | { readonly kind: 'care'; readonly intent: string }
    | { readonly kind: 'offtopic' }
    | { readonly kind: 'command'; readonly command: CommandName }
    | { readonly kind: 'welcome' }
    | { readonly kind: 'unreadable'; readonly why: 'wordless' | 'too-long' }
  );

/** Where an interview stands after a message: it asks something, or has come to its outcome. */
export interface At {
  readonly answers: Answers;
  readonly step: Step;
}

/** The question that an open interview waits for. */
export interface OpenQuestion {
  readonly question: QuestionId;
  /** How many questions are answered, and how many there are at most on the way that the answers have taken. */
  readonly progress: { readonly answered: number; readonly of: number };
}

export type Step =
  | { readonly kind: 'ask'; readonly question: QuestionId; readonly note: Note }
  | { readonly kind: 'outcome' | 'summary'; readonly outcome: EligibilityOutcome };

/** What is said before the question is asked. */
export type Note =
  | {
      readonly kind: 'begun' | 'noted' | 'again' | 'nothing-before' | 'unsure' | 'why' | 'still' | 'returned' | 'so-far' | 'hint';
    }
  | { readonly kind: 'off-scale'; readonly said: string; readonly guess?: number };

/** An interview between two turns. */
export interface Interview {
  readonly answers: Answers;
  /** Whether it waits for an answer; else it has come to its outcome, which may still be corrected. */
  readonly asked: boolean;
}

export type ReadingKind = Reading['kind'];

/** The topics that a reading states facts of, by their published ids. */
export function topicsOf(reading: Reading, { topics }: Pick<Knowledge, 'topics'>): readonly string[] {
  if (reading.kind === 'answer') return [...new Set(reading.topics.flatMap((id) => topics.get(id)?.tells ?? []))];
  if (reading.kind !== 'check') return [];
  const { degree, tests } = reading.check;
  return [...(degree ? ['degree-requirement'] : []), ...(tests.length > 0 ? ['language-tests'] : [])];
}

/** One way in which the words could be understood, how well it fits, and what became of it. */
export interface Reason {
  readonly id: string;
  readonly rank: RankName;
  /** From 0 to 1; comparable within a rank. */
  readonly score: number;
  /** The words of the question that speak for it, the strongest first. */
  readonly words: readonly string[];
  readonly phrasing?: string;
  readonly taken: boolean;
  readonly why: string;
}

/** The ladder of matches, the surest first. */
export const rankNames = ['exact', 'same-words', 'close', 'learned', 'follow-up', 'offered', 'command', 'interview'] as const;
export type RankName = (typeof rankNames)[number];

/** A channel-neutral reply. */
export interface Reply {
  readonly kind: ReadingKind;
  readonly parts: readonly Part[];
  readonly choices: readonly Choice[];
  /** The same at a glance, for channels that show cards. */
  readonly card?: Card;
  /** It asks for something to be typed: channels that have fields show one. */
  readonly input?: 'score';
}

/** The outcome of an interview at a glance: the requirements one under the other, and a checklist. The text says the rest. */
export interface Card {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly status: string; readonly part: Part }[];
  readonly checklist: readonly { readonly title: string; readonly isReady: boolean; readonly items: readonly string[] }[];
  readonly note: string;
  /** What the checklist rests on. */
  readonly documents?: Part & { readonly kind: 'fact' };
  /** What the text says besides. */
  readonly more: readonly Part[];
}

/** A fact cannot be said without its citations: the type demands them. */
export type Part =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'fact';
      readonly topic: string;
      readonly text: string;
      readonly citations: Citations;
      /** What must be said with the fact: that it is outdated, that the source contradicts itself. */
      readonly remarks: readonly string[];
    };

export interface Choice {
  readonly label: string;
  readonly means: Meaning;
}

export type Meaning =
  | { readonly kind: 'topic'; readonly id: string }
  | { readonly kind: 'subject'; readonly id: string }
  | { readonly kind: 'human' | 'eligibility' | 'help' | 'summary' | 'erase' | 'keep' }
  /** An answer to a question of the interview. */
  | { readonly kind: 'answer'; readonly answers: Answers }
  /** What is said to a step of the hand-over. */
  | { readonly kind: 'step'; readonly said: HandOverSaid };

/** What is remembered of a conversation from one turn to the next. */
export interface Session {
  /** What was last said of own results: "and if speaking was 19?" goes on from it. */
  readonly claims?: Claims;
  /** There while one is open, and after its outcome until something else begins. */
  readonly interview?: Interview;
  /** There while one is open. */
  readonly handOver?: HandOver;
  /** A question was handed over, which a person may have taken. */
  readonly asksPerson?: boolean;
  /** How many questions in a row were missed; two are offered a person. */
  readonly misses?: number;
  readonly welcomed: boolean;
  /** When the last turn was, in milliseconds since 1970. */
  readonly at?: number;
  readonly offered: readonly Choice[];
  /** What a plain "yes" takes up: the bot has just offered it in words. */
  readonly proposed?: Choice;
  /** What was spoken of in the last answer (topics, or a subject), and before that, the latest first. */
  readonly topics: readonly string[];
  readonly earlier: readonly string[];
}

export const newSession: Session = { welcomed: false, offered: [], topics: [], earlier: [] };

/** What speaking takes besides the reading: the facts, the words of the interview, and the time. */
export interface Speaker {
  readonly knowledge: Knowledge;
  readonly interviewer: { readonly words: InterviewWords; readonly flow: Flow<QuestionId, Answers> };
  readonly now: Date;
  readonly handOver?: HandOverTerms;
}
