import type { Answerer } from '../../bot/answer';
import type { Outcome } from '../../bot/turn';
import { newSession, topicsOf, type Reading } from '../../bot/types';
import type { Knowledge } from '../../knowledge/knowledge';
import { judge, type Grade } from './judge';
import type { Labelled } from './labelled';

/** A question that was put to the bot, and how its answer was graded. */
interface Judged {
  readonly question: Labelled;
  readonly outcome: Outcome;
  readonly grade: Grade;
}

/** What the questions about one topic came to. */
interface TopicCounts {
  asked: number;
  right: number;
  askedBack: number;
  declined: number;
  wrong: number;
  /** How often it was stated where it was not asked for, in questions of any kind. */
  intruded: number;
}

const mostTold = 30;

/** Which questions are taken for which others, so that one sees where phrasings are missing. */
export function printConfusions(questions: readonly Labelled[], answerer: Answerer): void {
  const judged = questions.map((question) => put(question, answerer));
  const pairs = pairsOf(judged, answerer.knowledge);
  const told = pairs.slice(0, mostTold);
  console.log(`wanted -> got (grade): ${told.length} of the ${pairs.length} confusions in ${questions.length} questions`);
  for (const [pair, count] of told) console.log(`${String(count).padStart(4)}  ${pair}`);
  printTopics(topicsIn(judged, answerer.knowledge));
}

function put(question: Labelled, { answer, knowledge }: Answerer): Judged {
  const outcome = answer(
    {
      conversation: 'eval',
      user: 'eval',
      channel: 'webchat',
      joinsSilently: false,
      said: { kind: 'text', text: question.q },
    },
    newSession,
  );
  return { question, outcome, grade: judge(question, outcome, knowledge) };
}

/** The most frequent first; those as frequent in alphabetical order. */
function pairsOf(judged: readonly Judged[], knowledge: Knowledge): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { question, outcome, grade } of judged) {
    if (grade === 'right') continue;
    const pair = `${wantedBy(question)} -> ${gotFrom(outcome.reading, knowledge)} (${grade})`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b));
}

function wantedBy({ kind, topics, verdict }: Labelled): string {
  if (kind === 'check') return `check: ${verdict ?? 'verify'}`;
  return kind === 'answer' || kind === 'multi' ? topics.join(' + ') : kind;
}

/** Of what is offered or only mentioned the likeliest, so that the pairs do not scatter. */
function gotFrom(reading: Reading, knowledge: Knowledge): string {
  switch (reading.kind) {
    case 'answer':
      return topicsOf(reading, knowledge).join(' + ');
    case 'check':
      return `check: ${reading.check.verdict}`;
    case 'clarify':
      return `clarify: ${reading.options[0] ?? ''}`;
    case 'unknown':
      return reading.about === undefined ? 'unknown' : `unknown: ${reading.about}`;
    case 'smalltalk':
    case 'care':
      return `${reading.kind}: ${reading.intent}`;
    default:
      return reading.kind;
  }
}

/** By questions that ask for one topic; what was stated besides counts for every kind of question. */
function topicsIn(judged: readonly Judged[], knowledge: Knowledge): ReadonlyMap<string, TopicCounts> {
  const counts = new Map<string, TopicCounts>();
  const of = (topic: string): TopicCounts => {
    const found = counts.get(topic) ?? { asked: 0, right: 0, askedBack: 0, declined: 0, wrong: 0, intruded: 0 };
    counts.set(topic, found);
    return found;
  };
  for (const { question, outcome, grade } of judged) {
    if (grade === 'wrong') {
      const told = topicsOf(outcome.reading, knowledge).filter((topic) => !question.topics.includes(topic));
      for (const topic of told) of(topic).intruded += 1;
    }
    if (question.kind !== 'answer') continue;
    for (const topic of question.topics) {
      of(topic).asked += 1;
      of(topic)[columnOf(grade)] += 1;
    }
  }
  return new Map([...counts].sort(([a], [b]) => a.localeCompare(b)));
}

function columnOf(grade: Grade): 'right' | 'askedBack' | 'declined' | 'wrong' {
  if (grade === 'right' || grade === 'wrong') return grade;
  return grade === 'asked' ? 'askedBack' : 'declined';
}

function printTopics(topics: ReadonlyMap<string, TopicCounts>): void {
  const columns = ['n', 'right', 'asked', 'declined', 'wrong', 'intruded'];
  console.log(`\n${'one fact asked; intruded: unasked'.padEnd(36)}${columns.map((name) => name.padStart(10)).join('')}`);
  for (const [topic, { asked, right, askedBack, declined, wrong, intruded }] of topics) {
    const numbers = [asked, right, askedBack, declined, wrong, intruded];
    console.log(`${topic.padEnd(36)}${numbers.map((number) => String(number).padStart(10)).join('')}`);
  }
}
