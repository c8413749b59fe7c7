import { createInterface } from 'node:readline';
import { KnowledgeError } from '../../knowledge/load';
import { openAnswerer } from '../answer';
import { knowledgeFolder, modelFolder } from '../paths';
import { render } from '../render/render';
import { terminal } from '../render/channels';
import { newSession, type Said, type Session } from '../types';

/** Talks in the terminal: arrow keys bring back what was typed before, choices are picked by number, "exit" leaves. */
async function main(): Promise<void> {
  const { knowledge, answer } = openAnswerer(knowledgeFolder, modelFolder, () => new Date());
  let session: Session = newSession;
  const say = (said: Said) => {
    const outcome = answer(
      { conversation: 'terminal', user: 'terminal', channel: 'terminal', joinsSilently: false, said },
      session,
    );
    session = outcome.session;
    console.log(`\n${render(outcome.reply, { traits: terminal, isGroup: false }, knowledge.replies)[0].text}\n`);
  };
  say({ kind: 'joined' });
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'You: ', historySize: 200 });
  lines.prompt();
  for await (const line of lines) {
    if (/^(exit|bye|:q)$/i.test(line.trim())) break;
    if (line.trim() !== '') say({ kind: 'text', text: line });
    lines.prompt();
  }
  lines.close();
}

main().catch((error: unknown) => {
  console.error(error instanceof KnowledgeError ? error.message : error);
  process.exitCode = 1;
});
