import { longestQuestion, type Request } from '../dialogs/hand-over/answers';
import type { HandOverSaid } from '../dialogs/hand-over/read';
import { fill } from '../knowledge/template';
import { sayOffice } from './say-office';
import { sayAnswers } from './say-summary';
import { sayTopic } from './say-topic';
import type { HandedOver, HandOverAt, HandOverTerms } from './hand-over-turn';
import type { Choice, Part, Reply, Speaker } from './types';

type Said = Pick<Reply, 'parts' | 'choices'>;
type Ask = HandOverAt & { readonly kind: 'ask' };

/** What the hand-over says at each of its steps. */
export function sayHandOver(at: HandOverAt, speaker: Speaker): Said {
  const { handOver: terms } = speaker;
  if (!terms) throw new Error('nothing can be handed over');
  const { words } = terms;
  switch (at.kind) {
    case 'offer':
      return at.asks
        ? { parts: [plain(named(words.offer.vote, speaker))], choices: [person(speaker)] }
        : { parts: [plain(named(words.offer.missed, speaker))], choices: [] };
    case 'ask':
      return { parts: [...before(at, terms, speaker), ...asked(at, terms, speaker)], choices: choicesFor(at, terms) };
    case 'send':
      return { parts: [plain(named(words.sent.done, speaker))], choices: [] };
    case 'cancelled':
      return { parts: [plain(words.cancelled)], choices: [] };
    case 'to-person':
      return { parts: [], choices: [] };
    case 'only-text':
      return { parts: [plain(named(words.talk.onlyText, speaker))], choices: [] };
    case 'talk-ended':
      return { parts: [plain(words.talk.ended.student)], choices: [] };
  }
}

/** The reply with the offer of a person behind it; in the interview, whose choices come last, in words only. */
export function offerOf(why: 'missed' | 'insult', reply: Reply, isInterview: boolean, speaker: Speaker): Reply {
  const { handOver: terms } = speaker;
  if (!terms) return reply;
  const { offer } = terms.words;
  const isInsult = why === 'insult' && !isInterview;
  const parts = isInsult ? [plain(named(offer.insult, speaker))] : [...reply.parts, plain(named(offer.missed, speaker))];
  const hasPerson = reply.choices.some(({ means }) => means.kind === 'human');
  return { ...reply, parts, choices: hasPerson ? reply.choices : [...reply.choices, person(speaker)] };
}

/** The reply to "send" with what is known once it is stored: its number, where the answer comes to, and when. */
export function sayConfirmed(
  reply: Reply,
  { number, email }: { readonly number: string; readonly email?: string },
  { words, answersHere }: HandOverTerms,
  { knowledge: { office }, now }: Pick<Speaker, 'knowledge' | 'now'>,
): Reply {
  const { byEmail, both, here } = words.sent;
  const where = email === undefined ? here : fill(answersHere ? both : byEmail, () => email);
  const parts = reply.parts.map((part) =>
    part.kind === 'words' && part.text.includes('{number}')
      ? plain([part.text.replace('{number}', () => number), where, sayOffice(office, words, now)].join(' '))
      : part,
  );
  return { ...reply, parts };
}

/** Said before a step is asked again that something else came between. */
export function sayResume(speaker: Speaker): Part {
  return plain(named(speaker.handOver?.words.resume ?? '', speaker));
}

/** What comes before the step itself. */
function before({ note, question }: Ask, { words }: HandOverTerms, speaker: Speaker): readonly Part[] {
  switch (note.kind) {
    case 'begun':
      return [plain(words.opening), ...sayTopic('contact', speaker)];
    case 'noted':
    case 'again':
      return [];
    case 'hint':
      return [plain(words[question].hint)];
    case 'nothing-before':
      return [plain(words.nothingBefore)];
    case 'too-long':
      return [plain(fill(words.question.tooLong, () => String(longestQuestion)))];
    case 'needed':
      return [plain(words.email.needed)];
    case 'slip': {
      const { guess } = note;
      return [plain(guess === undefined ? words.email.hint : fill(words.email.slip, () => guess))];
    }
  }
}

/** After a hint the step is not asked again in full, but for what is to be sent, which is shown whenever it is asked. */
function asked(at: Ask, terms: HandOverTerms, speaker: Speaker): readonly Part[] {
  const { words } = terms;
  const isShort = ['hint', 'too-long', 'needed', 'slip'].includes(at.note.kind) && at.question !== 'review';
  if (isShort) return [];
  switch (at.question) {
    case 'consent':
      return [plain(sayConsent(terms, speaker))];
    case 'question': {
      const { suggestion } = at;
      if (suggestion !== undefined) return [plain(fill(words.question.suggest, () => suggestion))];
      return [plain(`${named(words.question.ask, speaker)} ${words.question.askHere}`)];
    }
    case 'email':
      return [plain([named(words.email.ask, speaker), ...(terms.answersHere ? [words.email.optional] : [])].join(' '))];
    case 'review':
      return [plain(sayRequest(at.request, terms, speaker)), plain(words.review.shall)];
  }
}

/** What is sent to whom, how, and how long it is kept. */
function sayConsent({ words: { consent }, days, ways, privacyUrl }: HandOverTerms, speaker: Speaker): string {
  const listed = ways.map((way) => consent.ways[way]).join(consent.and);
  const values = { office: speaker.knowledge.office.name, days: String(days) };
  return [
    fill(consent.ask, (name) => values[name === 'days' ? 'days' : 'office']),
    fill(consent.via, () => listed),
    ...(privacyUrl === undefined ? [] : [fill(consent.privacy, () => privacyUrl)]),
    consent.shall,
  ].join(' ');
}

/** All that is sent, and nothing else. */
function sayRequest(request: Request, { words: { review } }: HandOverTerms, speaker: Speaker): string {
  const { question, email, conversationLines, answers } = tellRequest(request, speaker);
  return [
    named(review.ask, speaker),
    fill(review.question, () => question),
    email === undefined ? review.noEmail : fill(review.email, () => email),
    ...(conversationLines.length > 0 ? [review.conversation, ...conversationLines] : []),
    ...(answers === undefined ? [] : [review.answers, answers]),
    review.nothing,
  ].join('\n');
}

/** What is sent, in the words in which it is shown. */
export function tellRequest(
  { question, email, lines, answers }: Request,
  { handOver, knowledge, interviewer }: Speaker,
): HandedOver {
  const { line, student, bot } = handOver?.words.review ?? { line: '', student: '', bot: '' };
  const told = lines.map(({ by, text }) => fill(line, (name) => (name === 'text' ? text : by === 'student' ? student : bot)));
  return {
    question,
    ...(email === undefined ? {} : { email }),
    conversationLines: told,
    ...(answers ? { answers: sayAnswers(answers, knowledge, interviewer.words) } : {}),
  };
}

function choicesFor(
  { question, suggestion, request }: Ask,
  { words: { choices }, answersHere }: HandOverTerms,
): readonly Choice[] {
  const step = (label: string, said: HandOverSaid): Choice => ({ label, means: { kind: 'step', said } });
  const back = step(choices.back, { kind: 'back' });
  switch (question) {
    case 'consent':
      return [step(choices.yes, { kind: 'yes' }), step(choices.no, { kind: 'no' })];
    case 'question':
      return suggestion === undefined ? [] : [step(choices.same, { kind: 'same' })];
    case 'email':
      return answersHere ? [step(choices.noEmail, { kind: 'no-email' }), back] : [];
    case 'review':
      return [
        step(choices.send, { kind: 'send' }),
        ...(request.lines.length > 0 ? [step(choices.withoutConversation, { kind: 'without', part: 'conversation' })] : []),
        ...(request.answers ? [step(choices.withoutAnswers, { kind: 'without', part: 'answers' })] : []),
        ...(request.email !== undefined && answersHere ? [step(choices.withoutEmail, { kind: 'without', part: 'email' })] : []),
        back,
        step(choices.cancel, { kind: 'no' }),
      ];
  }
}

function person({ knowledge }: Speaker): Choice {
  return { label: knowledge.replies.choices.human, means: { kind: 'human' } };
}

/** The name of the office; the number of a request is only known when it is stored. */
function named(template: string, { knowledge }: Speaker): string {
  return fill(template, (name) => (name === 'office' ? knowledge.office.name : undefined));
}

function plain(text: string): Part {
  return { kind: 'words', text };
}
