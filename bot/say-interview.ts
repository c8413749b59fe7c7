import { examOf, type Answers, type QuestionId } from '../dialogs/eligibility/answers';
import { outcomeOf } from '../dialogs/eligibility/outcome';
import type { InterviewWords } from '../dialogs/eligibility/words';
import type { Citations, Knowledge } from '../knowledge/knowledge';
import { formatScore } from '../knowledge/lookup';
import { fill } from '../knowledge/template';
import { proofOf } from './say-check';
import { listedProofs, sayFinding, sayOutcome } from './say-outcome';
import { sayAnswers, saySummary } from './say-summary';
import type { At, Choice, Note, Part, Reply, Speaker } from './types';

export type Said = Pick<Reply, 'parts' | 'choices' | 'card' | 'input'>;

/** What the interview says: a question with its choices, the outcome with its reasons, or a summary of both. */
export function sayInterview({ answers, step }: At, speaker: Speaker): Said {
  switch (step.kind) {
    case 'ask':
      return sayQuestion(step.question, step.note, answers, speaker);
    case 'outcome':
      return sayOutcome(step.outcome, speaker);
    case 'summary':
      return saySummary(answers, step.outcome, speaker);
  }
}

export function sayQuestion(
  question: QuestionId,
  note: Note,
  answers: Answers,
  { knowledge, interviewer: { words } }: Speaker,
): Said {
  const { ask, example } = words.questions[question];
  const values = valuesFor(question, answers, note, knowledge);
  const asked = [ask, ...(note.kind === 'noted' || note.kind === 'begun' || note.kind === 'again' ? [example] : [])];
  const text = asked.map((line) => fill(line, (key) => values[key])).join(' ');
  const isHint = note.kind === 'off-scale' || (note.kind === 'hint' && isScore(question));
  const documents = question === 'documents' && note.kind !== 'why' ? [documentsAsked(knowledge)] : [];
  return {
    parts: [...before(question, note, answers, values, knowledge, words), ...(isHint ? [] : [plain(text)]), ...documents],
    choices: choicesFor(question, knowledge, words),
    ...(isScore(question) ? { input: 'score' as const } : {}),
  };
}

function isScore(question: QuestionId): boolean {
  return question === 'total' || question === 'component';
}

/** What comes before the question itself. */
function before(
  question: QuestionId,
  note: Note,
  answers: Answers,
  values: Values,
  knowledge: Knowledge,
  words: InterviewWords,
): readonly Part[] {
  const own = words.questions[question];
  const filled = (text: string) => fill(text, (key) => values[key]);
  switch (note.kind) {
    case 'begun':
      return [plain(words.opening)];
    case 'noted':
      return question === 'documents' ? remarkOn(answers, knowledge, words) : [];
    case 'again':
      return [];
    case 'hint':
      return [plain(filled('noNumber' in own ? own.noNumber : own.hint))];
    case 'nothing-before':
      return [plain(words.nothingBefore)];
    case 'still':
      return [plain(words.stillHere)];
    case 'returned':
      return [plain(fill(words.welcomeBack, () => words.questions[question].name))];
    case 'so-far':
      return Object.keys(answers).length > 0 ? [plain(sayAnswers(answers, knowledge, words))] : [];
    case 'unsure':
      return [plain(own.unknown)];
    case 'why':
      return [
        {
          kind: 'fact',
          topic: topicOf[question],
          text: filled(own.why),
          citations: proofFor(question, values.requirement, knowledge),
          remarks: [],
        },
      ];
    case 'off-scale':
      return [plain(filled(note.guess === undefined || !('didYouMean' in own) ? own.hint : own.didYouMean))];
  }
}

/** What the brochure leaves open about a test is said at once, not only at the end. */
function remarkOn(answers: Answers, knowledge: Knowledge, words: InterviewWords): readonly Part[] {
  const test = outcomeOf(answers, knowledge.requirements)?.test;
  const isOpen = test && (test.kind !== 'judged' || test.verdict.outcome === 'unlisted-test');
  return isOpen ? [sayFinding(test, knowledge, words)] : [];
}

const topicOf: Readonly<Record<QuestionId, string>> = {
  degree: 'degree-requirement',
  test: 'language-tests',
  total: 'language-tests',
  component: 'language-tests',
  documents: 'documents',
};

type Values = Readonly<Record<string, string | undefined>>;

function valuesFor(question: QuestionId, { test }: Answers, note: Note, { requirements }: Knowledge): Values {
  const found = examOf(test, requirements);
  const degree = { degree: requirements.degree.accepted.join(' or ') };
  if (!found || (question !== 'total' && question !== 'component')) return degree;
  const { exam, requirement } = found;
  const { from, to, step } = exam.scale[question];
  const score = (value: number) => formatScore(value, step);
  const off = note.kind === 'off-scale' ? { said: note.said, guess: note.guess === undefined ? '' : score(note.guess) } : {};
  const asked = score(requirement.minimum[question] ?? from);
  // Any score but the one that is asked for, so that nobody takes it for a wish.
  const example = score(from + Math.round((0.8 * (to - from)) / step) * step);
  return { ...degree, ...off, test: exam.name, from: score(from), to: score(to), asked, example, requirement: requirement.id };
}

function proofFor(question: QuestionId, test: string | undefined, knowledge: Knowledge): Citations {
  if (question === 'degree' || question === 'documents') return proofOf(question, knowledge);
  return test === undefined ? listedProofs(knowledge) : proofOf(test, knowledge);
}

function documentsAsked(knowledge: Knowledge): Part {
  const text = knowledge.requirements.documents.map(({ name }) => `- ${name}`).join('\n');
  return { kind: 'fact', topic: 'documents', text, citations: proofOf('documents', knowledge), remarks: [] };
}

function choicesFor(question: QuestionId, { requirements }: Knowledge, { options }: InterviewWords): readonly Choice[] {
  const choice = (label: string, answers: Answers): Choice => ({ label, means: { kind: 'answer', answers } });
  switch (question) {
    case 'degree':
      return (['bachelor', 'unfinished', 'higher', 'equivalent', 'none'] as const).map((degree) =>
        choice(options.degree[degree], { degree }),
      );
    case 'test':
      return [
        ...requirements.tests.flatMap(({ exams }) => exams.map(({ id, name }) => choice(name, { test: id }))),
        ...(['other', 'none-yet', 'exempt'] as const).map((test) => choice(options.test[test], { test })),
      ];
    // A number typed here is a score, never the number of a choice.
    case 'total':
    case 'component':
      return [];
    case 'documents':
      return [
        choice(options.documents.all, { documents: requirements.documents.map(({ id }) => id) }),
        choice(options.documents.none, { documents: [] }),
      ];
  }
}

function plain(text: string): Part {
  return { kind: 'words', text };
}
