import type { Answerer } from '../answer';
import type { Desk } from '../desk';
import type { Logger } from '../log';
import type { State } from '../state/state';
import type { Asked } from './answer';
import type { LockOut } from './lock-out';
import type { Provider } from './provider';
import type { Session, Sessions } from './sessions';
import type { StaffSettings } from './settings';
import type { Teacher } from './teacher';
import type { Place } from './where-from';

/** What the pages work with. */
export interface House extends Pick<State, 'tickets' | 'outbox' | 'turnLog' | 'feedback' | 'isReady'> {
  readonly settings: StaffSettings;
  /** How many proxies stand before us. */
  readonly proxies: number;
  readonly sessions: Sessions;
  readonly lockOut: LockOut;
  readonly provider: Provider | undefined;
  readonly desk: Desk;
  readonly answerer: Pick<Answerer, 'knowledge' | 'now'>;
  readonly teacher: Teacher;
  /** Whether the running bot takes a changed file by itself. */
  readonly isWatching: boolean;
  readonly log: Logger;
}

/** A request, with what stands for a name in its path. */
export interface Call {
  readonly asked: Asked;
  readonly place: Place;
  readonly param: string;
  readonly form: URLSearchParams;
}

/** One of somebody who has signed in. */
export interface Visit extends Call {
  readonly session: Session;
}
