import type { Check, Claims } from '../dialogs/eligibility/check';
import { comparable } from '../knowledge/comparable';
import type { Knowledge } from '../knowledge/knowledge';
import { pick } from './choices';
import { tellAgain } from './understand/facet';
import { compose, longestText } from './reply';
import { commandNames, newSession, type Choice, type Meaning, type Reading, type Reply, type Session, type Turn } from './types';

/** What a turn needs besides the words: the facts, a way to understand, and the time. */
export interface Mind {
  readonly knowledge: Knowledge;
  readonly understand: (text: string, spokenOf: Pick<Session, 'topics' | 'earlier' | 'claims'>) => Reading;
  readonly now: Date;
}

export interface Outcome {
  readonly reading: Reading;
  readonly reply: Reply;
  readonly session: Session;
}

/** One turn of a conversation: what was said, read in the light of the session, answered, and remembered. */
export function turn(input: Turn, session: Session, mind: Mind): Outcome {
  const reading = read(input.said, session, mind);
  const reply = compose(reading, mind.knowledge, mind.now);
  const outcome = { reading, reply, session: remember(reading, reply, session) };
  const welcomeDue = input.joinsSilently && !session.welcomed && reading.kind !== 'welcome';
  return welcomeDue ? withWelcome(outcome, mind) : outcome;
}

/** The welcome comes first; whoever only said hello gets nothing but the welcome. */
function withWelcome(outcome: Outcome, { knowledge, now }: Mind): Outcome {
  const welcome = compose({ kind: 'welcome', reasons: [] }, knowledge, now);
  const greeted = outcome.reading.kind === 'smalltalk' || outcome.reading.kind === 'command';
  const { parts, choices } = greeted ? { parts: [], choices: welcome.choices } : outcome.reply;
  const reply = { kind: outcome.reply.kind, parts: [...welcome.parts, ...parts], choices };
  return { ...outcome, reply, session: { ...outcome.session, offered: choices } };
}

function read(said: Turn['said'], session: Session, { knowledge, understand }: Mind): Reading {
  switch (said.kind) {
    case 'joined':
      return { kind: 'welcome', reasons: [] };
    case 'wordless':
      return { kind: 'unreadable', why: 'wordless', reasons: [] };
    case 'text':
      if (said.text.length > longestText) return { kind: 'unreadable', why: 'too-long', reasons: [] };
      return (
        careIn(said.text, knowledge) ??
        commandIn(said.text, knowledge) ??
        agreed(said.text, session, knowledge) ??
        chosen(said.text, session.offered) ??
        sourced(understand(said.text, session), session, knowledge)
      );
  }
}

/** Words of crisis come before all else, whatever state the conversation is in. */
function careIn(text: string, { intents }: Knowledge): Reading | undefined {
  const said = ` ${comparable(text)} `;
  for (const { id, ...intent } of intents.values()) {
    const words = intent.kind === 'care' ? intent.words.find((one) => said.includes(` ${comparable(one)} `)) : undefined;
    if (words === undefined) continue;
    const why = 'words of crisis come before all else';
    return { kind: 'care', intent: id, reasons: [{ id, rank: 'command', score: 1, words: [words], taken: true, why }] };
  }
  return undefined;
}

/** "Says who?" is answered by the last answer again, which carries its source. */
function sourced(reading: Reading, { topics: [first, ...rest] }: Session, knowledge: Knowledge): Reading {
  if (reading.kind !== 'source') return reading;
  const { reasons } = reading;
  return first === undefined ? { kind: 'command', command: 'help', reasons } : tellAgain([first, ...rest], reasons, knowledge);
}

function commandIn(text: string, { commands }: Knowledge): Reading | undefined {
  const words = comparable(text) || text.trim();
  const command = commandNames.find((name) => commands[name].some((word) => (comparable(word) || word) === words));
  if (!command) return undefined;
  const reason = { id: command, rank: 'command', score: 1, words: [words], taken: true, why: 'the words are a command' } as const;
  return command === 'human' ? { kind: 'human', reasons: [reason] } : { kind: 'command', command, reasons: [reason] };
}

/** "Yes please" after "Shall I show you that?". */
function agreed(text: string, { proposed }: Session, { commands }: Knowledge): Reading | undefined {
  const words = comparable(text);
  return proposed && commands.agree.includes(words) ? readMeaning(proposed.means, proposed.label) : undefined;
}

function chosen(text: string, offered: readonly Choice[]): Reading | undefined {
  const choice = pick(text, offered);
  return choice && readMeaning(choice.means, choice.label);
}

function readMeaning(means: Meaning, label: string): Reading {
  const id = 'id' in means ? means.id : means.kind;
  const reasons = [
    { id, rank: 'offered', score: 1, words: [label], taken: true, why: 'one of the choices just offered' },
  ] as const;
  switch (means.kind) {
    case 'topic':
      return { kind: 'answer', topics: [means.id], reasons };
    case 'subject':
      return { kind: 'unknown', about: means.id, options: [], reasons };
    case 'help':
      return { kind: 'command', command: 'help', reasons };
    case 'human':
    case 'eligibility':
      return { kind: means.kind, reasons };
  }
}

function remember(reading: Reading, { choices }: Reply, session: Session): Session {
  if (reading.kind === 'command' && reading.command === 'restart')
    return { ...newSession, welcomed: session.welcomed, offered: choices };
  const claims = reading.kind === 'check' ? claimsOf(reading.check) : undefined;
  const [proposed] = reading.kind === 'unknown' ? choices : [];
  return {
    welcomed: true,
    offered: choices,
    ...spokenOf(reading, session),
    ...(proposed ? { proposed } : {}),
    ...(claims ? { claims } : {}),
  };
}

/** So many things spoken of before the last answer are remembered. */
const longestMemory = 6;

function spokenOf(reading: Reading, { topics, earlier }: Session): Pick<Session, 'topics' | 'earlier'> {
  const now = namedIn(reading);
  if (now.length === 0) return { topics, earlier };
  const before = [...topics, ...earlier].filter((id) => !now.includes(id));
  return { topics: now, earlier: [...new Set(before)].slice(0, longestMemory) };
}

function namedIn(reading: Reading): readonly string[] {
  switch (reading.kind) {
    case 'answer':
      return reading.topics;
    case 'check':
      return [
        ...(reading.check.tests.length > 0 ? ['language-tests'] : []),
        ...(reading.check.degree ? ['degree-requirement'] : []),
      ];
    case 'unknown':
      return reading.about === undefined ? [] : [reading.about];
    default:
      return [];
  }
}

function claimsOf({ tests, degree }: Check): Claims {
  return { tests: tests.map(({ claim }) => claim), ...(degree ? { degree: degree.level } : {}) };
}
