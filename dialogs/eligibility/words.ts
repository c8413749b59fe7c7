import { z } from 'zod/v4';
import { readOnly } from '../../knowledge/read-only';
import type { TextFile } from '../../knowledge/draft';

const text = z.string().min(1);
const list = z.array(text).min(1);
const question = z.strictObject({ name: text, ask: text, example: text, why: text, hint: text, unknown: text });
const score = question.extend({ noNumber: text, didYouMean: text });

/** Every node is worded: a question without words, or words without a question, is a problem at start. */
export const wordsSchema = z.strictObject({
  opening: text,
  resume: text,
  stillHere: text,
  welcomeBack: text,
  nothingBefore: text,
  questions: z.strictObject({ degree: question, test: question, total: score, component: score, documents: question }),
  options: z.strictObject({
    degree: z.strictObject({ bachelor: text, unfinished: text, higher: text, equivalent: text, none: text, lower: text }),
    test: z.strictObject({ other: text, 'none-yet': text, exempt: text }),
    documents: z.strictObject({ all: text, none: text }),
  }),
  outcome: z.strictObject({
    eligible: text,
    conditional: text,
    'not-eligible': text,
    'verify-with-admissions': text,
    guidance: text,
    test: z.strictObject({ other: text, 'none-yet': text, exempt: text }),
    needsComponent: text,
    needsTotal: text,
    change: z.strictObject({ degree: text, test: text }),
    documents: z.strictObject({ ready: text, missing: text, ifApplicable: text, allReady: text }),
    applies: text,
    next: text,
    step: z.strictObject({ documents: text, proof: text, test: text, degree: text, ask: text, deadline: text }),
  }),
  card: z.strictObject({
    row: z.strictObject({ degree: text, test: text }),
    status: z.strictObject({ met: text, below: text, missing: text, open: text }),
    documents: z.strictObject({ ready: text, missing: text, ifApplicable: text }),
  }),
  summary: z.strictObject({
    title: text,
    degree: text,
    test: text,
    total: text,
    component: text,
    documents: text,
    unknown: text,
    none: text,
    keep: text,
  }),
  choices: z.strictObject({ again: text, summary: text, person: text }),
  /** Whole messages, as they are compared; "*" stands for any words. */
  says: z.strictObject({
    why: list,
    unknown: list,
    still: list,
    goOn: list,
    back: list,
    all: list,
    none: list,
    except: list,
    change: list,
    changeOf: z.strictObject({ degree: list, test: list, total: list, component: list, documents: list }),
    /** Phrases, wherever they stand in a message. */
    opens: list,
    summary: list,
    exempt: list,
    noTest: list,
    otherTest: list,
  }),
});

export type InterviewWords = z.infer<typeof wordsSchema>;

/** The words of the interview from `words.yaml`. @throws with every problem, one a line */
export function readWordsOfInterview(file: TextFile): InterviewWords {
  return readOnly(file, wordsSchema);
}
