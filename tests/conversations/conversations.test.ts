import { join } from 'node:path';
import type { Answerer } from '../../bot/answer';
import { botFramework } from '../../bot/channels/bot-framework';
import { readConfig } from '../../bot/config';
import { startServer, type RunningServer } from '../../bot/server';
import { turn } from '../../bot/turn';
import { after, mindOf, realIndex } from '../bot/bot';
import { play, readConversations } from './play';

let server: RunningServer;

beforeAll(async () => {
  const { knowledge } = realIndex();
  const log = { info: () => undefined, error: () => undefined };
  const answerer: Answerer = {
    knowledge,
    now: () => after,
    answer: (input, session) => turn(input, session, mindOf(knowledge, after)),
  };
  const messages = botFramework({ config: readConfig({}), answerer, log });
  server = await startServer({ messages, knowledge: () => ({ version: knowledge.version, problems: [] }), log }, 0, '127.0.0.1');
});

afterAll(() => server.stop());

/** No change may make the understanding of a conversation worse than this (per cent of the turns). */
test.each([
  ['follow-ups.jsonl', 90],
  ['more-follow-ups.jsonl', 86],
  ['yet-more-follow-ups.jsonl', 86],
])('%s: at least %d %% of the turns are as expected', async (file, least) => {
  const played = [];
  for (const conversation of readConversations(join(__dirname, file)))
    played.push(...(await play(conversation, `http://127.0.0.1:${server.port}`)));
  const missed = played.filter(({ misses }) => misses.length > 0);
  expect((100 * (played.length - missed.length)) / played.length).toBeGreaterThanOrEqual(least);
});
