import { Agent, request } from 'node:http';
import type { Answerer } from '../../bot/answer';
import { botFramework } from '../../bot/channels/bot-framework';
import { readConfig } from '../../bot/config';
import { startServer } from '../../bot/server';
import { turn } from '../../bot/turn';
import { after, mindOf, realIndex } from './bot';
import { message } from './security/attacker';

const log = { info: () => undefined, error: () => undefined };
const { knowledge } = realIndex();
const answerer: Answerer = {
  knowledge,
  now: () => after,
  answer: (input, session) => turn(input, session, mindOf(knowledge, after)),
};

/** Over one connection, as a proxy keeps it. */
function ask(agent: Agent, port: number, path: string, body?: string) {
  return new Promise<{ readonly status: number | undefined; readonly connection: string | undefined; readonly text: string }>(
    (resolve, reject) => {
      const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
      const sent = request({ port, path, agent, headers, method: body === undefined ? 'GET' : 'POST' }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, connection: response.headers.connection, text }));
      });
      sent.on('error', reject).end(body);
    },
  );
}

test('a bot that is to stop says so at /ready, goes on answering for a while, keeps no connection, and then is gone', async () => {
  const messages = botFramework({ config: readConfig({}), answerer, log });
  const served = () => ({ version: knowledge.version, problems: [] });
  const server = await startServer({ messages, knowledge: served, log }, 0, '127.0.0.1');
  const { port } = server;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await ask(agent, port, '/ready')).toMatchObject({ status: 200, connection: 'keep-alive' });

  const stopped = server.stop(2);
  const ready = await ask(agent, port, '/ready');
  expect(ready).toMatchObject({ status: 503, connection: 'close' });
  expect(JSON.parse(ready.text)).toEqual({ status: 'stopping', knowledge: knowledge.version });
  const question = JSON.stringify({ ...message('What is the tuition fee?'), deliveryMode: 'expectReplies' });
  const answer = await ask(agent, port, '/api/messages', question);
  expect(answer).toMatchObject({ status: 200, connection: 'close' });
  expect(answer.text).toContain('18,016');
  expect((await ask(agent, port, '/health')).status).toBe(200);

  await stopped;
  await expect(ask(agent, port, '/health')).rejects.toThrow('ECONNREFUSED');
  agent.destroy();
});
