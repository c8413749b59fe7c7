import type { Answerer } from '../answer';
import type { Config } from '../config';
import type { Desk } from '../desk';
import type { Logger } from '../log';
import { modelFolder, questionFolder, staffThread } from '../paths';
import type { State } from '../state/state';
import { makeLockOut, type Allowed } from './lock-out';
import { makeProvider } from './provider';
import { staffPages, type StaffPages } from './router';
import { makeSessions } from './sessions';
import { isStaffOn } from './settings';
import { startTeacher } from './teacher';

/** The pages for staff; nothing where no way to sign in is set. */
export function openStaff(
  config: Config,
  state: State,
  desk: Desk,
  answerer: Pick<Answerer, 'knowledge' | 'now'>,
  log: Logger,
  allowed?: Allowed,
): StaffPages | undefined {
  if (!isStaffOn(config)) return undefined;
  const { STAFF_PASSWORD_HASH: password, STAFF_ALLOWED: emails = [], TRUSTED_PROXIES: proxies } = config;
  const provider = makeProvider(config);
  const isAllowed = (email: string) => provider !== undefined && emails.includes(email);
  const { tickets, outbox, turnLog, feedback, isReady, storage, makeLimiter } = state;
  const places = { folder: config.KNOWLEDGE_DIR, modelFolder, questionFolder };
  return staffPages({
    ...{ tickets, outbox, turnLog, feedback, isReady, settings: config, proxies, desk, answerer, provider, log },
    sessions: makeSessions(storage, { password, isAllowed }, () => answerer.now()),
    lockOut: makeLockOut(makeLimiter, password ?? '', allowed),
    teacher: startTeacher(staffThread, places),
    isWatching: config.KNOWLEDGE_WATCH,
  });
}
