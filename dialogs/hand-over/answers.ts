import type { Answers } from '../eligibility/answers';

/** What the hand-over asks, in the order in which it asks. */
export const handOverQuestions = ['consent', 'question', 'email', 'review'] as const;
export type HandOverQuestion = (typeof handOverQuestions)[number];

/** What a student may leave out of what is sent. */
export const requestParts = ['email', 'conversation', 'answers'] as const;
export type RequestPart = (typeof requestParts)[number];

/** The student gives no address: the answer comes back in the chat. */
export const noEmail = 'none';

/** The answers of one student, by question. */
export interface HandOverAnswers {
  readonly consent?: true;
  readonly question?: string;
  /** `noEmail`, which no address looks like, or an address. */
  readonly email?: string;
  readonly review?: 'send';
  /** No answer to a question, but what the last one leaves out. */
  readonly without?: readonly RequestPart[];
}

/** Something that was said before the hand-over began. */
export interface Line {
  readonly by: 'student' | 'bot';
  readonly text: string;
}

/** What is sent to the office: all of this, and nothing else of what a student has said. */
export interface Request {
  readonly question: string;
  readonly email?: string;
  readonly lines: readonly Line[];
  /** The answers of the interview. */
  readonly answers?: Answers;
}

/** A question may be so long; the rest is better told to the person. */
export const longestQuestion = 1000;

/** What is there to be sent, without what the student leaves out. */
export function requestOf(
  { question = '', email, without = [] }: HandOverAnswers,
  lines: readonly Line[],
  answers: Answers = {},
): Request {
  const isIn = (part: RequestPart) => !without.includes(part);
  return {
    question,
    ...(email !== undefined && email !== noEmail && isIn('email') ? { email } : {}),
    lines: isIn('conversation') ? lines : [],
    ...(Object.keys(answers).length > 0 && isIn('answers') ? { answers } : {}),
  };
}
