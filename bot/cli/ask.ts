import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { KnowledgeError } from '../../knowledge/load';
import { openAnswerer, type Answerer } from '../answer';
import { knowledgeFolder, modelFolder } from '../paths';
import { plainText, render, citationsOf } from '../render/render';
import { terminal } from '../render/channels';
import { newSession, topicsOf, type Session, type Turn } from '../types';
import type { Outcome } from '../turn';
import { explain } from './explain';

const usage = `Ask one question:            npm run ask -- "How much is it?"
See how it was understood:   npm run ask -- --why "How much is it?"
In a conversation:           npm run ask -- --why --after "How long is it?" "and how many EC is that?"
Many questions, as JSON:     npm run -s ask -- --json < questions.txt   (one a line, as text or as {"q": "..."})`;

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help || (!values.json && positionals.length === 0)) return console.log(usage);
  const answerer = openAnswerer(knowledgeFolder, modelFolder, () => new Date());
  if (values.json) return askAll(answerer);
  const before = values.after.reduce((session, line) => ask(answerer, line, session).session, newSession);
  const outcome = ask(answerer, positionals.join(' '), before);
  const [{ text }] = render(outcome.reply, { traits: terminal, isGroup: false }, answerer.knowledge.replies);
  console.log(text);
  if (values.why) console.log(`\n${explain(outcome.reading)}`);
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      why: { type: 'boolean' },
      after: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function ask(answerer: Answerer, text: string, session: Session = newSession): Outcome {
  const input: Turn = {
    conversation: 'terminal',
    user: 'terminal',
    channel: 'terminal',
    joinsSilently: false,
    said: { kind: 'text', text },
  };
  return answerer.answer(input, session);
}

async function askAll(answerer: Answerer): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const question = questionIn(line);
    const from = performance.now();
    const { reading, reply } = ask(answerer, question);
    const ms = Math.round((performance.now() - from) * 1000) / 1000;
    const topics = topicsOf(reading, answerer.knowledge);
    const choices = reply.choices.map(({ label, means }) => ({ label, id: 'id' in means ? means.id : means.kind }));
    const { reasons } = reading;
    console.log(
      JSON.stringify({
        question,
        kind: reading.kind,
        topics,
        ...(reading.kind === 'check' ? { verdict: reading.check.verdict } : {}),
        text: plainText(reply),
        citations: citationsOf(reply),
        choices,
        reasons,
        ms,
      }),
    );
  }
}

/** A line of plain text is the question; a line of JSON holds it as "q", as in the labelled sets. */
function questionIn(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'q' in value && typeof value.q === 'string' ? value.q : line;
  } catch {
    return line;
  }
}

main().catch((error: unknown) => {
  console.error(
    error instanceof KnowledgeError ? error.message : error instanceof Error ? `${error.message}\n\n${usage}` : error,
  );
  process.exitCode = 1;
});
