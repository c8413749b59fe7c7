import type { Claims } from '../dialogs/eligibility/check';
import { newSession, type Reading, type Reply, type Session } from './types';

/** What of a turn is remembered for the next. */
export function remember(reading: Reading, { choices }: Reply, session: Session): Session {
  if (reading.kind === 'command' && (reading.command === 'restart' || reading.command === 'erase'))
    return { ...newSession, welcomed: session.welcomed, offered: choices };
  const claims = reading.kind === 'check' ? claimsOf(reading) : undefined;
  const isProposal = reading.kind === 'unknown' || (reading.kind === 'command' && reading.command === 'deleteMyData');
  const [proposed] = isProposal ? choices : [];
  const interview = interviewAfter(reading, session);
  return {
    welcomed: true,
    offered: choices,
    ...spokenOf(reading, session),
    ...(proposed ? { proposed } : {}),
    ...(claims ? { claims } : {}),
    ...(interview ? { interview } : {}),
  };
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
