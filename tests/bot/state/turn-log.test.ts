import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../../../bot/log';
import { postgresState, sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import type { State } from '../../../bot/state/state';
import type { LoggedTurn, Missed } from '../../../bot/state/turn-log';
import { startPostgres, type TestPostgres } from '../../postgres/start';

const folder = mkdtempSync(join(tmpdir(), 'turn-log-'));
const sqlite = sqliteState(openSqlite(join(folder, 'state.db')));
const quiet: Logger = { info: () => undefined, error: () => undefined };
let server: TestPostgres;
let postgres: State;

beforeAll(async () => {
  server = await startPostgres();
  postgres = await postgresState(await server.newDatabase(), 5, quiet);
});

afterAll(async () => {
  await Promise.all([postgres.close(), sqlite.close()]);
  await server.stop();
  rmSync(folder, { recursive: true });
});

const day = (date: string) => ({ from: new Date(`${date}T00:00:00Z`), to: new Date(`${date}T24:00:00Z`) });

const fee: LoggedTurn = {
  at: new Date('2026-11-23T09:00:00Z'),
  channel: 'webchat',
  kind: 'answer',
  topics: ['tuition-fee', 'duration'],
  language: 'en',
  knowledge: 'k1',
  begun: false,
};

const piano: Missed = {
  at: new Date('2026-11-23T09:00:00Z'),
  why: 'declined',
  question: 'Is there a "piano"? \\ \'; DROP TABLE missed; -- 中😀',
  topics: [],
  knowledge: 'k1',
};

describe.each<[string, () => State]>([
  ['sqlite', () => sqlite],
  ['postgres', () => postgres],
])('%s', (_name, stateOf) => {
  const log = () => stateOf().turnLog;

  test('turns that are alike are counted together, for each day of UTC', async () => {
    const late = { ...fee, at: new Date('2026-11-23T23:00:00Z'), knowledge: 'k2' };
    const turns = [fee, late, { ...fee, at: new Date('2026-11-24T00:00:00Z') }, { ...fee, language: 'nl' }];
    await Promise.all(turns.map((turn) => log().count(turn)));
    const { at, knowledge, ...alike } = fee;
    expect([at.getTime(), knowledge]).toEqual([Date.parse('2026-11-23T09:00:00Z'), 'k1']);
    const counts = await log().counts({ ...day('2026-11-23'), to: new Date('2026-11-25T00:00:00Z') });
    expect(counts).toHaveLength(3);
    expect(counts).toContainEqual({ ...alike, day: '2026-11-23', count: 2 });
    expect(counts).toContainEqual({ ...alike, day: '2026-11-23', language: 'nl', count: 1 });
    expect(counts.at(-1)).toEqual({ ...alike, day: '2026-11-24', count: 1 });
    expect(await log().counts(day('2026-11-22'))).toEqual([]);
  });

  test('what an interview does comes back as it was', async () => {
    const at = new Date('2026-10-01T00:00:00Z');
    const step: LoggedTurn = { ...fee, at, kind: 'eligibility', topics: [], begun: true, asked: 'degree' };
    const { asked, ...end } = { ...step, begun: false, left: 'documents', verdict: 'eligible' };
    expect(asked).toBe('degree');
    const counted = [log().count(step), log().count(end)];
    // Whoever asks has what was counted just before.
    const counts = await log().counts(day('2026-10-01'));
    expect(counts).toContainEqual(expect.objectContaining({ begun: true, asked: 'degree' }));
    expect(counts).toContainEqual(expect.objectContaining({ begun: false, left: 'documents', verdict: 'eligible' }));
    expect(counts.map((one) => Object.keys(one).includes('verdict'))).toEqual(expect.arrayContaining([true, false]));
    await Promise.all(counted);
  });

  test('what was missed comes back as it was said, the oldest first; what is settled is marked', async () => {
    const later: Missed = { ...piano, at: new Date('2026-11-24T00:00:00Z'), why: 'asked-back', topics: ['tuition-fee', 'covid'] };
    await log().miss(later);
    await log().miss(piano);
    const [first, second] = await log().missed();
    expect([first, second]).toMatchObject([
      { ...piano, status: 'open' },
      { ...later, status: 'open' },
    ]);
    expect(await log().missed(day('2026-11-24'))).toMatchObject([later]);
    await log().settle([first?.id ?? 0], 'assigned');
    await log().settle([], 'ignored');
    expect((await log().missed()).map(({ status }) => status)).toEqual(['assigned', 'open']);
    await log().settle([first?.id ?? 0], 'open');
    expect((await log().missed()).map(({ status }) => status)).toEqual(['open', 'open']);
  });

  test('votes of a time, by whomever', async () => {
    const { feedback } = stateOf();
    const vote = { conversation: 'c', reply: '1', topics: ['tuition-fee'], knowledge: 'k' } as const;
    await feedback.save({ ...vote, vote: 'up', at: new Date('2026-11-23T10:00:00Z') });
    await feedback.save({ ...vote, reply: '2', vote: 'down', at: new Date('2026-11-24T00:00:00Z') });
    const { from, to } = day('2026-11-23');
    expect(await feedback.between(from, to)).toEqual([{ vote: 'up', topics: ['tuition-fee'] }]);
  });

  test('the texts are erased in time, what was counted stays', async () => {
    const before = (await log().counts({ from: new Date(0), to: new Date('2030-01-01') })).length;
    await log().miss({ ...piano, at: new Date() });
    const erased = await stateOf().retention.erase(1);
    const left = (await log().missed()).filter(({ at }) => at < new Date(Date.now() - 2 * 86_400_000));
    expect([erased.questions > 0 || new Date() < piano.at, left]).toEqual([true, []]);
    expect((await log().counts({ from: new Date(0), to: new Date('2030-01-01') })).length).toBe(before);
  });
});
