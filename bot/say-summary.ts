import type { Answers, QuestionId } from '../dialogs/eligibility/answers';
import { questionIds } from '../dialogs/eligibility/answers';
import type { EligibilityOutcome } from '../dialogs/eligibility/outcome';
import type { InterviewWords } from '../dialogs/eligibility/words';
import type { Knowledge } from '../knowledge/knowledge';
import { formatScore } from '../knowledge/lookup';
import { fill } from '../knowledge/template';
import { nameOfTest, scaleOf } from './say-names';
import { sayOutcome } from './say-outcome';
import type { Choice, Part, Speaker } from './types';

/** What was answered and what it came to, in one message to keep. */
export function saySummary(
  answers: Answers,
  outcome: EligibilityOutcome,
  speaker: Speaker,
): { readonly parts: readonly Part[]; readonly choices: readonly Choice[] } {
  const { knowledge, interviewer, now } = speaker;
  const { words } = interviewer;
  const title = fill(words.summary.title, () => dateOf(now));
  const said = sayOutcome(outcome, speaker);
  return {
    parts: [plain(`${title}\n${sayAnswers(answers, knowledge, words)}`), ...said.parts, plain(words.summary.keep)],
    choices: said.choices.filter(({ means }) => means.kind !== 'summary'),
  };
}

/** The answers so far, a line each. */
export function sayAnswers(answers: Answers, knowledge: Knowledge, words: InterviewWords): string {
  const lines = questionIds.flatMap((id) => {
    const answer = sayAnswer(id, answers, knowledge, words);
    return answer === undefined ? [] : [`- ${fill(words.summary[id], () => answer)}`];
  });
  return lines.join('\n');
}

function sayAnswer(id: QuestionId, answers: Answers, knowledge: Knowledge, words: InterviewWords): string | undefined {
  const { degree, test, documents } = answers;
  switch (id) {
    case 'degree':
      return degree && words.options.degree[degree];
    case 'test':
      return test === undefined ? undefined : nameOfTest(test, knowledge.requirements, words);
    case 'total':
    case 'component': {
      const score = answers[id];
      if (score === undefined || test === undefined) return undefined;
      return score === 'unknown' ? words.summary.unknown : formatScore(score, scaleOf(test, id, knowledge.requirements));
    }
    case 'documents': {
      const ready = knowledge.requirements.documents.filter((one) => documents?.includes(one.id)).map(({ short }) => short);
      return documents && (ready.join(', ') || words.summary.none);
    }
  }
}

/** In the university's own time. */
function dateOf(now: Date): string {
  return now.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Amsterdam' });
}

function plain(text: string): Part {
  return { kind: 'words', text };
}
