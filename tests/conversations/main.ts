import { join } from 'node:path';
import { openAnswerer } from '../../bot/answer';
import { botFramework } from '../../bot/channels/bot-framework';
import { readConfig } from '../../bot/config';
import { knowledgeFolder, modelFolder } from '../../bot/paths';
import { startServer } from '../../bot/server';
import { interview, play, readApplicants, readConversations } from './play';

/** npm run conversations [-- file ...]: plays conversations over HTTP and tells each line whose reply is not as expected. */
const own = ['follow-ups.jsonl', 'more-follow-ups.jsonl', 'yet-more-follow-ups.jsonl'].map((file) =>
  join(__dirname, '..', 'tests', 'conversations', file),
);

async function main(files: readonly string[]): Promise<void> {
  const answerer = openAnswerer(knowledgeFolder, modelFolder, () => new Date());
  const log = { info: () => undefined, error: console.error };
  const messages = botFramework({ config: readConfig({}), answerer, log });
  const server = await startServer(
    { messages, knowledge: () => ({ version: answerer.knowledge.version, problems: [] }), log },
    0,
    '127.0.0.1',
  );
  for (const file of files) await playFile(file, `http://127.0.0.1:${server.port}`);
  await server.stop();
}

async function playFile(file: string, url: string): Promise<void> {
  const conversations = readConversations(file);
  const applicants = readApplicants(file);
  let turns = 0;
  let missed = 0;
  const all = [...conversations.map((one) => () => play(one, url)), ...applicants.map((one) => () => interview(one, url))];
  for (const one of all) {
    for (const { id, user, said, misses } of await one()) {
      turns += 1;
      if (misses.length === 0) continue;
      missed += 1;
      console.log(
        `${id}\n  said      ${user}\n  reply     ${said.replace(/\n+/g, ' / ').slice(0, 160)}\n  expected  ${misses.join('; ')}`,
      );
    }
  }
  console.log(
    `${file}: ${turns - missed} of ${turns} turns in ${conversations.length} conversations and ${applicants.length} interviews as expected`,
  );
}

void main(process.argv.length > 2 ? process.argv.slice(2) : own);
