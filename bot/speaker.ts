import type { Answers, QuestionId } from '../dialogs/eligibility/answers';
import type { InterviewWords } from '../dialogs/eligibility/words';
import type { Flow } from '../dialogs/flow';
import type { Knowledge } from '../knowledge/knowledge';

/** What speaking takes besides the reading: the facts, the words of the interview, and the time. */
export interface Speaker {
  readonly knowledge: Knowledge;
  readonly interviewer: { readonly words: InterviewWords; readonly flow: Flow<QuestionId, Answers> };
  readonly now: Date;
}
