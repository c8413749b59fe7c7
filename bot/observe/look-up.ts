import { Gauge, type Registry } from 'prom-client';
import type { State } from '../state/state';
import { within } from '../within';
import type { Observer } from './observer';

/** What is looked up whenever somebody asks for the metrics. */
export interface Sources {
  readonly knowledge: () => { readonly version: string; readonly problems: readonly string[] };
  readonly state: Pick<State, 'isReady' | 'backlog' | 'tickets'>;
  readonly now: () => Date;
}

export interface LookUp extends Pick<Observer, 'sockets'> {
  /** Looks at how it stands now. What the database does not tell in time is left out, so that nothing old is told as new. */
  readonly look: () => Promise<void>;
}

/** Milliseconds for the database. */
const patience = 800;

export function makeLookUp(registry: Registry, sources: Sources): LookUp {
  const gauge = makeGauge(registry);
  const ready = gauge('ready', 'Whether the database can be read and written.');
  const sockets = gauge('sockets_open', 'Sockets of the chat on the website that are open.');
  const lookAtKnowledge = knowledgeGauges(registry, sources);
  const lookAtOutbox = outboxGauges(registry, sources);
  const requests = gauge('handover_requests', 'Questions for a person that are kept.', ['status']);
  let countSockets = () => 0;
  const lookAtRequests = async () => {
    requests.reset();
    const counts = await inTime(sources.state.tickets.counts());
    for (const [status, count] of Object.entries(counts ?? {})) requests.set({ status }, count);
  };
  return {
    sockets: (count) => void (countSockets = count),
    look: async () => {
      lookAtKnowledge();
      sockets.set(countSockets());
      const isReady = inTime(sources.state.isReady()).then((is) => ready.set(is ? 1 : 0));
      await Promise.all([isReady, lookAtOutbox(), lookAtRequests()]);
    },
  };
}

function knowledgeGauges(registry: Registry, { knowledge }: Sources): () => void {
  const gauge = makeGauge(registry);
  const info = gauge('knowledge_info', 'The version of the knowledge base that answers come from.', ['version']);
  const problems = gauge('knowledge_problems', 'What is wrong with the files of the knowledge base as they are now.');
  return () => {
    info.reset();
    info.set({ version: knowledge().version }, 1);
    problems.set(knowledge().problems.length);
  };
}

function outboxGauges(registry: Registry, { state, now }: Sources): () => Promise<void> {
  const gauge = makeGauge(registry);
  const waiting = gauge('outbox_waiting', 'What is to be sent and has not arrived.', ['destination']);
  const oldest = gauge('outbox_oldest_seconds', 'How long the oldest of it waits.', ['destination']);
  const givenUp = gauge('outbox_given_up', 'What did not arrive within a day.', ['destination']);
  return async () => {
    for (const one of [waiting, oldest, givenUp]) one.reset();
    for (const { destination, ...one } of (await inTime(state.backlog())) ?? []) {
      waiting.set({ destination }, one.waiting);
      givenUp.set({ destination }, one.givenUp);
      oldest.set({ destination }, one.since ? (now().getTime() - one.since.getTime()) / 1000 : 0);
    }
  };
}

function makeGauge(registry: Registry) {
  return <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `admissions_${name}`, help, labelNames, registers: [registry] });
}

/** Nothing if it fails or takes too long. */
function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
  return within(patience, asked).catch(() => undefined);
}
