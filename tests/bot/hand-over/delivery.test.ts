import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lease, sendDue, startDeliveries, waitAfter, type Works } from '../../../bot/delivery/deliveries';
import { mailSender } from '../../../bot/delivery/mail';
import type { Senders } from '../../../bot/delivery/send';
import { webhookSender } from '../../../bot/delivery/webhook';
import { postgresState, sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import type { State } from '../../../bot/state/state';
import type { Destination, NewTicket } from '../../../bot/state/tickets';
import { startPostgres } from '../../postgres/start';
import { until } from '../../postgres/until';
import { isSigned, secret, startMailServer, startReceiver, type MailServer, type Receiver } from './receivers';
import { words } from './talk';

const start = Date.UTC(2026, 10, 26, 10);
const hour = 3_600_000;
let clock = start;
const now = () => new Date(clock);
const logged: string[] = [];
const log = { info: () => undefined, error: (message: string) => void logged.push(message) };
const ends: (() => unknown)[] = [];

let mail: MailServer;
let receiver: Receiver;
let state: State;
let works: Works;

beforeEach(async () => {
  clock = start;
  logged.length = 0;
  [mail, receiver] = await Promise.all([startMailServer(), startReceiver()]);
  ends.push(
    () => mail.stop(),
    () => receiver.stop(),
  );
  state = sqliteState(openSqlite(':memory:'));
  ends.push(() => state.close());
  works = { ...state, log, now, senders: senders() };
});

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function senders(): Senders {
  const from = 'Admissions assistant <assistant@example.edu>';
  return {
    mail: mailSender({ server: mail.url, from, to: ['office@example.edu', 'second@example.edu'] }, words),
    webhook: webhookSender({ url: receiver.url, secret, now }),
  };
}

let serial = 0;

function asked(more: Partial<NewTicket> = {}): NewTicket {
  serial += 1;
  return {
    ...{ channel: 'directline', conversation: `c${serial}`, reference: {}, origin: `o${serial}` },
    ...{ question: 'Can I defer my place? 😀', email: 'sam@example.org' },
    ...{ conversationLines: ['You: hello', 'Assistant: Hello!'], answers: '- Degree: BSc', ...more },
  };
}

const open = (to: readonly Destination[], more: Partial<NewTicket> = {}) => state.tickets.open(asked(more), to, now());
/** The header of a letter, unfolded. */
const header = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec((raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' '))?.[1];
const headerNames = (raw: string) =>
  (raw.split('\r\n\r\n')[0] ?? '').split('\r\n').flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? []);
const bodyOf = (raw: string) => {
  const [, body = ''] = raw.split(/\r\n\r\n([^]*)/);
  const encoding = header(raw, 'Content-Transfer-Encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  return Buffer.from(
    body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();
};

describe('a letter', () => {
  test('holds what the student has consented to send, as plain text, and is answered to the student', async () => {
    const { number } = await open(['mail']);
    await sendDue(works);
    const [letter, ...more] = mail.letters;
    const { raw = '', to } = letter ?? {};
    expect([more, to]).toEqual([[], ['office@example.edu', 'second@example.edu']]);
    expect(header(raw, 'From')).toBe('Admissions assistant <assistant@example.edu>');
    expect(header(raw, 'Reply-To')).toBe('sam@example.org');
    expect(header(raw, 'Subject')).toBe(`Question ${number} from the admissions chat`);
    expect(header(raw, 'Message-ID')).toBe(`<ticket-${number}-0@example.edu>`);
    expect(header(raw, 'Content-Type')).toMatch(/^text\/plain; charset=utf-8/);
    for (const part of [number, 'Can I defer my place? 😀', 'sam@example.org', 'You: hello', '- Degree: BSc'])
      expect(bodyOf(raw).replace(/\r\n/g, '\n')).toContain(part);
  });

  test.each([
    'Hi\r\nBcc: victim@example.org\r\n\r\nnew body',
    '\r\n.\r\nMAIL FROM:<x@example.org>\r\n',
    'a\u2028b\u0000c\u0085d',
    '=?utf-8?Q?x=0D=0ABcc:_victim@example.org?=',
  ])('whatever a student writes (%j) stays in its body', async (question) => {
    const { number } = await open(['mail'], { question, conversationLines: [question], answers: question });
    await sendDue(works);
    const { raw = '', to } = mail.letters[0] ?? {};
    expect(mail.letters).toHaveLength(1);
    expect(to).toEqual(['office@example.edu', 'second@example.edu']);
    expect(
      headerNames(raw)
        .map((name) => name.toLowerCase())
        .sort(),
    ).toEqual([
      'content-transfer-encoding',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'reply-to',
      'subject',
      'to',
    ]);
    expect(header(raw, 'Subject')).toContain(number);
  });
});

describe('a webhook', () => {
  test('gets each news in order, signed, with an id of its own', async () => {
    const { number } = await open(['webhook']);
    await state.tickets.say(number, { side: 'student', text: 'more' }, ['webhook'], now());
    for (let i = 0; i < 3; i += 1) await sendDue(works);
    expect(receiver.posted.map(({ body }) => JSON.parse(body) as object)).toEqual([
      {
        type: 'ticket.opened',
        timestamp: now().toISOString(),
        data: {
          ...{ number, channel: 'directline', question: 'Can I defer my place? 😀', email: 'sam@example.org' },
          ...{ conversation: ['You: hello', 'Assistant: Hello!'], answers: '- Degree: BSc' },
        },
      },
      { type: 'ticket.message', data: { number, n: 1, side: 'student', text: 'more' } },
    ]);
    expect(receiver.posted.every(isSigned)).toBe(true);
    expect(receiver.posted.map(({ headers }) => headers['webhook-id'])).toEqual([`ticket-${number}-0`, `ticket-${number}-1`]);
    expect(receiver.posted[0]?.headers['webhook-timestamp']).toBe(String(start / 1000));
    expect(isSigned({ ...receiver.posted[0], body: '{}' } as never)).toBe(false);
  });

  test.each([500, 404, 307])('that answers %i is tried again, and nothing goes elsewhere', async (status) => {
    receiver.statuses.push(status);
    await open(['webhook']);
    await sendDue(works);
    expect(receiver.posted).toEqual([]);
    clock += 10_000;
    await sendDue(works);
    expect(receiver.posted).toHaveLength(1);
  });
});

describe('what cannot be sent', () => {
  test('is tried again, with longer and longer waits, of a quarter of an hour at most', () => {
    const waits = [0, 1, 2, 5, 10, 100, 1e6].map((tries) => waitAfter(tries) / 1000);
    [2, 4, 8, 64, 900, 900, 900].forEach((most, i) => {
      expect(waits[i]).toBeGreaterThanOrEqual(most / 2);
      expect(waits[i]).toBeLessThanOrEqual(most);
    });
  });

  test('waits for a mail server that is away: nothing is lost, and nothing comes twice', async () => {
    await open(['mail']);
    await sendDue(works);
    await mail.stop();
    await Promise.all([open(['mail']), open(['mail']), open(['mail'])]);
    for (let i = 0; i < 8; i += 1) {
      await sendDue(works);
      clock += 20_000;
    }
    expect(mail.letters).toHaveLength(1);
    await mail.start();
    for (clock += hour; (await state.outbox.dead()).length === 0 && mail.letters.length < 4; clock += 1000) await sendDue(works);
    for (let i = 0; i < 3; i += 1, clock += hour) await sendDue(works);
    expect(new Set(mail.letters.map(({ raw }) => header(raw, 'Message-ID'))).size).toBe(4);
    expect(mail.letters).toHaveLength(4);
  });

  test('is given up after a day, which is logged; the rest is sent all the same', async () => {
    await mail.stop();
    const { number } = await open(['mail', 'webhook']);
    for (; clock < start + 25 * hour; clock += hour / 5) await sendDue(works);
    expect(await state.outbox.dead()).toEqual([
      { ticket: number, message: 0, destination: 'mail', reason: expect.stringMatching(/ECONNREFUSED|connect/) as string },
    ]);
    expect(receiver.posted).toHaveLength(1);
    expect(logged).toEqual([
      `request ${number} could not be sent (mail), and is tried again for a day`,
      `request ${number} could not be sent (mail) within a day, and is given up`,
    ]);
    await mail.start();
    clock += hour;
    await sendDue(works);
    expect(mail.letters).toEqual([]);
  });

  test('is held by whoever died over it for as long as the lease, and has the same id when it comes again', async () => {
    mail.diesAfterTaking(true);
    const { number } = await open(['mail']);
    // The server has the letter, and the bot dies before it hears so.
    void sendDue(works).catch(() => undefined);
    await until(() => mail.letters.length === 1);
    mail.diesAfterTaking(false);
    const another = { ...works, senders: senders() };
    clock += lease - 1;
    await sendDue(another);
    expect(mail.letters).toHaveLength(1);
    clock += 2;
    await sendDue(another);
    expect(mail.letters.map(({ raw }) => header(raw, 'Message-ID'))).toEqual(Array(2).fill(`<ticket-${number}-0@example.edu>`));
  });
});

test('it outlives a restart: what was in the outbox of a file is sent by the next process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const before = sqliteState(openSqlite(join(folder, 'state.db')));
  await before.tickets.open(asked(), ['mail'], now());
  await before.close();
  const next = sqliteState(openSqlite(join(folder, 'state.db')));
  ends.push(() => next.close());
  const deliveries = startDeliveries({ ...works, ...next }, 20);
  await until(() => mail.letters.length === 1);
  await deliveries.stop();
  expect(mail.letters).toHaveLength(1);
});

test('of three instances on one PostgreSQL, with a mail server that comes and goes, each letter is sent once', async () => {
  const server = await startPostgres();
  ends.push(() => server.stop());
  const address = await server.newDatabase();
  const instances = await Promise.all([1, 2, 3].map(() => postgresState(address, 5, log)));
  ends.push(() => Promise.all(instances.map((one) => one.close())));
  const began = Date.now();
  const wall = () => new Date(start + (Date.now() - began));
  const running = instances.map((one) => startDeliveries({ ...works, ...one, now: wall, senders: senders() }, 20));
  ends.push(() => Promise.all(running.map((one) => one.stop())));
  const opened = await Promise.all(
    Array.from({ length: 30 }, (_, i) => (instances[i % 3] ?? state).tickets.open(asked(), ['mail'], wall())),
  );
  await mail.stop();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await mail.start();
  await until(() => mail.letters.length >= 30);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const ids = mail.letters.map(({ raw }) => header(raw, 'Message-ID'));
  expect([...ids].sort()).toEqual(opened.map(({ number }) => `<ticket-${number}-0@example.edu>`).sort());
});
