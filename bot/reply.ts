import { positionIn } from '../dialogs/flow';
import type { Topic } from '../knowledge/knowledge';
import type { Replies } from '../knowledge/replies';
import type { IntentCard } from '../knowledge/schema';
import { fill } from '../knowledge/template';
import { sayCheck } from './say-check';
import { sayHandOver } from './say-hand-over';
import { sayInterview, sayQuestion } from './say-interview';
import { sayTopic } from './say-topic';
import type { Choice, CommandName, Interview, Part, Reading, Reply, Speaker } from './types';

/** Says what a reading means, in the words of `replies.yaml` and with the facts of the topics. */
export function compose(reading: Reading, speaker: Speaker): Reply {
  const { knowledge } = speaker;
  const { parts, ...rest } = say(reading, speaker);
  const notice = knowledge.languages.get(reading.language ?? '')?.notice;
  return { kind: reading.kind, parts: notice === undefined ? parts : [words(notice), ...parts], ...rest };
}

/** After an answer to something else, an open interview asks its question again. */
export function askAgain(reply: Reply, { kind }: Reading, interview: Interview | undefined, speaker: Speaker): Reply {
  const { flow, words } = speaker.interviewer;
  const at = interview?.asked ? positionIn(flow, interview.answers).at : 'end';
  if (!interview || at === 'end' || !resumesAfter(kind)) return reply;
  const { parts, ...rest } = sayQuestion(at, { kind: 'again' }, interview.answers, speaker);
  return { ...reply, parts: [...reply.parts, { kind: 'words', text: words.resume }, ...parts], ...rest };
}

/** Care is left to stand by itself; what the interview says asks its question already. */
function resumesAfter(kind: Reading['kind']): boolean {
  return kind !== 'eligibility' && kind !== 'care' && kind !== 'command' && kind !== 'welcome';
}

type Said = Pick<Reply, 'parts' | 'choices' | 'card' | 'input'>;

function say(reading: Reading, speaker: Speaker): Said {
  const { replies, intents } = speaker.knowledge;
  switch (reading.kind) {
    case 'answer':
      return answer(reading, speaker);
    case 'clarify':
      return { parts: [words(replies.clarify)], choices: [...offers(reading.options, speaker), human(speaker)] };
    case 'unknown':
      return unknown(reading, speaker);
    case 'check':
      return { parts: sayCheck(reading.check, speaker.knowledge), choices: [wholeCheck(speaker), human(speaker)] };
    case 'source':
      return command('help', speaker);
    case 'eligibility':
      return reading.at ? sayInterview(reading.at, speaker) : { parts: [words(speaker.interviewer.words.opening)], choices: [] };
    case 'human':
      return { parts: [words(replies.human), ...sayTopic('contact', speaker)], choices: [] };
    case 'hand-over':
      return sayHandOver(reading.at, speaker);
    case 'smalltalk':
    case 'care':
      return { parts: [words(intentReply(intents.get(reading.intent)))], choices: [] };
    case 'offtopic':
      return { parts: [words(named(replies.offtopic, speaker))], choices: examples(speaker) };
    case 'command':
      return command(reading.command, speaker);
    case 'welcome':
      return { parts: [words(named(replies.welcome, speaker))], choices: examples(speaker) };
    case 'unreadable':
      return {
        parts: [words(reading.why === 'too-long' ? fill(replies.tooLong, () => String(longestText)) : replies.noText)],
        choices: examples(speaker),
      };
  }
}

function answer({ topics, unknowns = [], premise, item }: Reading & { kind: 'answer' }, speaker: Speaker): Said {
  const { replies, subjects } = speaker.knowledge;
  const unsaid = unknowns.flatMap((id) => subjects.get(id) ?? []).map(({ about }) => words(fill(replies.unknown, () => about)));
  const told = topics.flatMap((id) => (item === undefined ? sayTopic(id, speaker) : listed(id, item, speaker)));
  const opened = premise
    ? told.map((part, i): Part => (i === 0 ? { ...part, text: `${replies.premise[premise]} ${part.text}` } : part))
    : told;
  return { parts: [...opened, ...unsaid], choices: unsaid.length > 0 ? [human(speaker)] : [] };
}

/** Longer messages are not read: nobody asks a question of 2,000 characters, and the time to read one grows with it. */
export const longestText = 2000;

function unknown({ about, facet, options }: Reading & { kind: 'unknown' }, speaker: Speaker): Said {
  const { replies, subjects, followUps } = speaker.knowledge;
  const unsaid = followUps.facets.find(({ id }) => id === facet)?.unsaid;
  if (unsaid !== undefined) return unknownBut(unsaid, options, speaker);
  const subject = subjects.get(about ?? '');
  if (!subject)
    return { parts: [words(named(replies.unknownInGeneral, speaker))], choices: [...offers(options, speaker), human(speaker)] };
  return unknownBut(
    fill(replies.unknown, () => subject.about),
    subject.near,
    speaker,
  );
}

/** What the brochure does not say, and what it does tell nearby. */
function unknownBut(unsaid: string, nearby: readonly string[], speaker: Speaker): Said {
  const { replies, topics } = speaker.knowledge;
  const near = nearby.flatMap((id) => topics.get(id) ?? []);
  const offered = near.map((topic) => topic.about).join(' and ');
  const offer = near.length > 0 ? ` ${fill(replies.unknownNear, () => offered)}` : '';
  return { parts: [words(`${unsaid}${offer}`)], choices: [...near.map(choiceOf), human(speaker)] };
}

function command(name: CommandName, speaker: Speaker): Said {
  const { replies } = speaker.knowledge;
  switch (name) {
    case 'help':
      return { parts: [words(named(replies.help, speaker))], choices: examples(speaker) };
    case 'human':
      return { parts: [words(replies.human), ...sayTopic('contact', speaker)], choices: [] };
    case 'restart':
      return { parts: [words(replies.restarted)], choices: examples(speaker) };
    case 'cancel':
      return { parts: [words(replies.nothingToCancel)], choices: [] };
    case 'myData':
      return { parts: [words(replies.data.shown)], choices: [] };
    case 'deleteMyData':
      return { parts: [words(replies.data.ask)], choices: eraseOrKeep(replies.choices) };
    case 'erase':
      return { parts: [words(replies.data.erased)], choices: examples(speaker) };
    case 'keep':
      return { parts: [words(replies.data.kept)], choices: [] };
  }
}

function eraseOrKeep({ erase, keep }: Replies['choices']): readonly Choice[] {
  return [
    { label: erase, means: { kind: 'erase' } },
    { label: keep, means: { kind: 'keep' } },
  ];
}

/** One item of what the topic lists. */
function listed(id: string, item: number, speaker: Speaker): readonly Part[] {
  const { topics, replies } = speaker.knowledge;
  const values = { which: replies.ordinals[item], item: topics.get(id)?.items[item]?.text };
  const text = fill(replies.item, (name) => values[name === 'which' ? 'which' : 'item']);
  return sayTopic(id, speaker).map((part) => ({ ...part, text }));
}

function words(text: string): Part {
  return { kind: 'words', text };
}

function named(template: string, { knowledge }: Speaker): string {
  const { programme, university } = knowledge.programme;
  return fill(template, (name) => ({ programme, university })[name]);
}

/** Small talk and care carry their own reply; a rule of the schema sees to it. */
function intentReply(intent: IntentCard | undefined): string {
  return intent && 'reply' in intent ? intent.reply : '';
}

function choiceOf({ id, title }: Topic): Choice {
  return { label: title, means: { kind: 'topic', id } };
}

function offers(ids: readonly string[], { knowledge }: Speaker): readonly Choice[] {
  return ids.flatMap((id): Choice[] => {
    const topic = knowledge.topics.get(id);
    const subject = knowledge.subjects.get(id);
    if (topic) return [choiceOf(topic)];
    return subject ? [{ label: subject.title, means: { kind: 'subject', id } }] : [];
  });
}

function wholeCheck({ knowledge }: Speaker): Choice {
  return { label: knowledge.replies.choices.eligibility, means: { kind: 'eligibility' } };
}

function human({ knowledge }: Speaker): Choice {
  return { label: knowledge.replies.choices.human, means: { kind: 'human' } };
}

function examples({ knowledge }: Speaker): readonly Choice[] {
  return knowledge.replies.choices.examples.map(({ label, topic }) => ({ label, means: { kind: 'topic', id: topic } }));
}
