import type { Flow } from '../flow';
import type { HandOverAnswers, HandOverQuestion } from './answers';

/** Which step comes when: routing only. A "no" to the first ends it before anything is asked. */
export const handOverFlow: Flow<HandOverQuestion, HandOverAnswers> = {
  start: 'consent',
  nodes: {
    consent: { nexts: [{ to: 'question', when: 'consented' }], hangsOn: [], next: () => 'question' },
    question: { nexts: [{ to: 'email', when: 'asked' }], hangsOn: [], next: () => 'email' },
    email: { nexts: [{ to: 'review', when: 'given, or none' }], hangsOn: [], next: () => 'review' },
    // What was changed is to be seen before it goes.
    review: { nexts: [{ to: 'end', when: 'sent' }], hangsOn: ['question', 'email'], next: () => 'end' },
  },
};
