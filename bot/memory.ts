import type { Claims } from '../dialogs/eligibility/check';
import { isMiss } from './hand-over';
import { newSession, type Reading, type Reply, type Session } from './types';

/** What of a turn is remembered for the next. */
export function remember(reading: Reading, { choices }: Reply, session: Session): Session {
  if (reading.kind === 'command' && (reading.command === 'restart' || reading.command === 'erase'))
    return { ...newSession, welcomed: session.welcomed, offered: choices, ...askedPerson(reading, session) };
  const claims = reading.kind === 'check' ? claimsOf(reading) : undefined;
  const isPersonOffered = choices[0]?.means.kind === 'human' && (reading.kind === 'smalltalk' || reading.kind === 'hand-over');
  const isProposal =
    isPersonOffered || reading.kind === 'unknown' || (reading.kind === 'command' && reading.command === 'deleteMyData');
  const [proposed] = isProposal ? choices : [];
  const interview = interviewAfter(reading, session);
  return {
    welcomed: true,
    offered: choices,
    ...spokenOf(reading, session),
    ...(proposed ? { proposed } : {}),
    ...(claims ? { claims } : {}),
    ...(interview ? { interview } : {}),
    ...handOverAfter(reading, session),
    // Two in a row are offered a person; then it is counted anew.
    ...(isMiss(reading) && session.misses === undefined ? { misses: 1 } : {}),
    ...askedPerson(reading, session),
  };
}

/** A hand-over stays while other things are asked. What was sent, and what was not, is forgotten here. */
function handOverAfter(reading: Reading, { handOver }: Session): Pick<Session, 'handOver'> {
  if (reading.kind !== 'hand-over') return handOver ? { handOver } : {};
  switch (reading.at.kind) {
    case 'ask':
      return { handOver: reading.at.handOver };
    case 'offer':
      return handOver ? { handOver } : {};
    case 'send':
    case 'cancelled':
    case 'to-person':
    case 'only-text':
    case 'talk-ended':
      return {};
  }
}

/** Somebody may have taken what was handed over: only then is it looked for. */
function askedPerson(reading: Reading, { asksPerson }: Session): Pick<Session, 'asksPerson'> {
  const isErased = reading.kind === 'command' && reading.command === 'erase';
  const isSent = reading.kind === 'hand-over' && reading.at.kind === 'send';
  return isSent || (asksPerson && !isErased) ? { asksPerson: true } : {};
}

/** An open interview stays while other things are asked; its outcome may be corrected until something else is said. */
function interviewAfter(reading: Reading, { interview }: Session): Session['interview'] {
  if (reading.kind === 'eligibility' && reading.at) return { answers: reading.at.answers, asked: reading.at.step.kind === 'ask' };
  if (reading.kind === 'command' && reading.command === 'cancel') return undefined;
  return interview;
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

function claimsOf({ check: { tests, degree } }: Reading & { kind: 'check' }): Claims {
  return { tests: tests.map(({ claim }) => claim), ...(degree ? { degree: degree.level } : {}) };
}
