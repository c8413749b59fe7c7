import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import type { Answerer } from '../../bot/answer';
import { botFramework } from '../../bot/channels/bot-framework';
import { readConfig } from '../../bot/config';
import { startServer } from '../../bot/server';
import { openSqlite } from '../../bot/state/sqlite';
import { sqliteStorage } from '../../bot/state/sqlite-storage';
import { turn } from '../../bot/turn';
import { after, mindOf, realIndex } from './bot';

const folder = mkdtempSync(join(tmpdir(), 'restart-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A server of its own over the same file, which says these lines and stops. */
async function session(lines: readonly object[]): Promise<readonly Activity[]> {
  const { knowledge } = realIndex();
  const answerer: Answerer = {
    knowledge,
    now: () => after,
    answer: (input, before) => turn(input, before, mindOf(knowledge, after)),
  };
  const log = { info: () => undefined, error: () => undefined };
  const database = openSqlite(join(folder, 'state.db'));
  const messages = botFramework({ config: readConfig({}), answerer, log, storage: sqliteStorage(database) });
  const server = await startServer(
    { messages, knowledge: () => ({ version: knowledge.version, problems: [] }), log },
    0,
    '127.0.0.1',
  );
  const said: Activity[] = [];
  for (const line of lines) {
    const response = await fetch(`http://127.0.0.1:${server.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        channelId: 'webchat',
        deliveryMode: 'expectReplies',
        serviceUrl: 'http://127.0.0.1:9',
        conversation: { id: 'kept' },
        from: { id: 'student' },
        recipient: { id: 'bot' },
        ...line,
      }),
    });
    said.push(...((await response.json()) as { activities: Activity[] }).activities);
  }
  await server.stop();
  database.close();
  return said;
}

test('an interview goes on after a restart of the server, and its outcome is a card whose buttons are understood', async () => {
  const [, asked] = await session([{ text: 'am I eligible?' }, { text: 'BSc' }]);
  expect(asked?.text).toContain('Which English test');
  const [score, documents] = await session([{ text: 'IELTS' }, { text: '6.5' }]);
  expect(score?.text).toContain('overall IELTS score');
  expect(documents?.text).toContain('Which of these documents');
  const [outcome, again] = await session([{ text: 'all of them' }, { text: '', value: { text: 'Send me a summary' } }]);
  expect(outcome?.attachments?.[0]).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: { type: 'AdaptiveCard', version: '1.2' },
  });
  expect(again?.text).toMatch(/^Summary of your eligibility check of 23 November 2026\n- Degree: A bachelor's degree/);
});
