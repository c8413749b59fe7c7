import { z } from 'zod/v4';

/** The shape of each YAML file. What the values must mean to each other is checked in rules/. */

const text = z.string().min(1);
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id is lower-case words joined by hyphens');
const factRef = z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/, 'a fact is named topic.fact');

const pair = z.tuple([factRef, factRef]);

export const quoteSchema = z.strictObject({ source: id.optional(), place: text, quote: text });
/** A quote of its own, or those of a requirement or of another topic: each quote stands in one place. */
const citeSchema = z.union([quoteSchema, z.strictObject({ requirement: id }), z.strictObject({ topic: id })]);

export const topicSchema = z.strictObject({
  id,
  title: text,
  about: text,
  partOf: z.array(id).min(1).optional(),
  /** Published topics whose facts this card tells together; it is known by them outside. */
  covers: z.array(id).min(1).optional(),
  facts: z.record(id, text).optional(),
  /** Facts worked out from others: a product or a sum. */
  derived: z.record(id, z.union([z.strictObject({ times: pair }), z.strictObject({ sum: pair })])).optional(),
  answer: text,
  cite: z.array(citeSchema).min(1),
  valid: z.strictObject({ until: factRef, remark: id }).optional(),
  mustPrecede: z.strictObject({ fact: factRef, remark: id }).optional(),
  /** Words that a guess may hold, and whether it is then right; told as "Yes." or "No." first. */
  confirm: z
    .strictObject({
      yes: z.array(text).optional(),
      no: z.array(text).optional(),
      /** Beside one of these the words claim more than the answer tells. */
      unless: z.array(text).optional(),
    })
    .optional(),
  /** The topics that tell more of the items which the answer lists, in the order of the list. */
  items: z.array(id).min(2).optional(),
  /** Asked beside one of these it is theirs that is meant ("the internship, and how many credits?"). */
  yieldsTo: z.array(id).optional(),
  see: z.array(id).optional(),
});

export const subjectSchema = z.strictObject({ id, title: text, about: text, near: z.array(id).min(1) });

export const intentSchema = z.union([
  z.strictObject({ id, kind: z.literal('smalltalk'), reply: text }),
  /** `words` are looked for in every message, before anything else is. */
  z.strictObject({ id, kind: z.literal('care'), reply: text, words: z.array(text).min(1) }),
  /** `judges: both` tells a degree and a test. */
  z.strictObject({ id, kind: z.literal('check'), judges: z.literal('both').optional() }),
  z.strictObject({ id, kind: z.enum(['offtopic', 'source', 'eligibility', 'human', 'help']) }),
]);

const scale = z.strictObject({ from: z.number(), to: z.number(), step: z.number().positive() });
const cite = z.array(quoteSchema).min(1);
export const testSchema = z.strictObject({
  id,
  name: text,
  minimum: z.strictObject({ total: z.number().optional(), component: z.number().optional() }),
  exams: z
    .array(
      z.strictObject({
        id,
        name: text,
        names: z.array(text).min(1),
        /** How the test makes its total from its parts, where that is simple. */
        totalIs: z.enum(['sum', 'average']).optional(),
        scale: z.strictObject({ total: scale, component: scale }),
      }),
    )
    .min(1),
  cite,
});
export const documentSchema = z.strictObject({
  id,
  name: text,
  short: text,
  /** How people name it, as their words are compared. */
  names: z.array(text).min(1),
  ifApplicable: z.boolean().optional(),
  cite,
});
export const requirementsSchema = z.strictObject({
  degree: z.strictObject({ accepted: z.array(text).min(1), equivalent: z.boolean(), cite }),
  tests: z.array(testSchema).min(1),
  otherTests: z.array(z.strictObject({ id, name: text, names: z.array(text).min(1) })),
  documents: z.array(documentSchema).min(1),
});

const names = z.array(text).min(1);
export const degreesSchema = z.strictObject({
  none: names,
  unfinished: names,
  higher: names,
  bachelor: names,
  equivalent: names,
  lower: names,
  /** Ways in which a degree is named that nobody says to have. */
  compared: names,
});

export const languageSchema = z.strictObject({
  code: z.string().regex(/^[a-z]{2}$/, 'the two letters of ISO 639-1'),
  name: text,
  notice: text,
  ask: z.record(id, z.array(text).min(1)),
});

export const programmeSchema = z.strictObject({ programme: text, university: text, cite });
export const sourceSchema = z.strictObject({ id, title: text, short: text, file: text });
export const notFactsSchema = z.strictObject({
  source: id,
  words: z.array(z.union([z.strictObject({ line: text, why: text }), z.strictObject({ text, why: text })])),
});

/** What is asked of the thing just spoken of, and where the answer to it is. */
export const facetSchema = z.strictObject({
  id,
  /** The last answer is told once more, with its source. */
  again: z.boolean().optional(),
  /** Asks to set the last two things side by side. */
  both: z.boolean().optional(),
  /** Topics whose own answer tells this facet of them. */
  stays: z.array(id).optional(),
  /** For each topic, subject or intent that tells it: what was spoken of. */
  leads: z.record(id, z.array(id).min(1)).optional(),
  unsaid: text.optional(),
  phrasings: z.array(text).min(1),
});
export const followUpsSchema = z.strictObject({
  facets: z.array(facetSchema),
  /** Short messages in the middle of a talk that are questions of their own. */
  own: z.array(text).min(1),
});

/** Names that people drop into messages, by their kind ("country", "university"); lower case, without punctuation. */
export const namesSchema = z.record(id, z.array(text).min(1));

export const vocabularySchema = z.strictObject({
  rewrites: z.record(text, text),
  fillers: z.array(text),
  /** Words that stand for something else, or for how much of it: by themselves they tell nothing. */
  standIns: z.array(text),
  /** Kinds of names of what others teach or charge for: a fee, a date or a place of those is none of the programme. */
  otherThings: z.array(text),
  /** Words that the name of a person comes after ("this is"). */
  introduces: z.array(text),
  /** Words by which a question shows that it takes something for granted, or asks for yes or no. */
  guesses: z.strictObject({
    asking: z.array(text),
    ending: z.array(text),
    hearsay: z.array(text),
    /** What a number before it takes for granted ("the 1-year programme"). */
    described: z.array(text),
    /** Words that claim more than a fact tells ("totally free"). */
    absolute: z.array(text),
  }),
  /** Words that a question begins with, and what politeness puts before them. */
  questions: z.strictObject({ first: z.array(text), leads: z.array(text) }),
  /** Words by which a score is told as what the university asks, not as what the student has. */
  asksOfOthers: z.array(text),
  /** Words by which somebody tells of a person, of what that person has, and of somebody else than before. */
  ofAPerson: z.strictObject({ persons: z.array(text), having: z.array(text), others: z.array(text) }),
  /** Words that set one thing against another ("only IELTS, not TOEFL"). */
  contrasts: z.array(text),
  /** Words by which a short message shows that it goes on from the last answer. */
  goingOn: z.strictObject({ first: z.array(text), pointing: z.array(text), perhaps: z.array(text) }),
});

export type Quote = z.infer<typeof quoteSchema>;
export type TopicCard = z.infer<typeof topicSchema>;
export type SubjectCard = z.infer<typeof subjectSchema>;
export type IntentCard = z.infer<typeof intentSchema>;
export type Requirements = z.infer<typeof requirementsSchema>;
export type TestRequirement = z.infer<typeof testSchema>;
export type Degrees = z.infer<typeof degreesSchema>;
export type Language = z.infer<typeof languageSchema>;
export type Programme = z.infer<typeof programmeSchema>;
export type Source = z.infer<typeof sourceSchema>;
export type NotFacts = z.infer<typeof notFactsSchema>;
export type Facet = z.infer<typeof facetSchema>;
export type FollowUps = z.infer<typeof followUpsSchema>;
export type Names = z.infer<typeof namesSchema>;
export type Vocabulary = z.infer<typeof vocabularySchema>;
