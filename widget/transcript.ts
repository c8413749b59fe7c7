import type { Message } from './conversation';
import type { Labels } from './labels';
import { timeText } from './view/time';

/** The conversation as plain text, with the sources, to keep or to send on. */
export function transcript(messages: readonly Message[], labels: Labels, language: string): string {
  const said = messages.map((message) => {
    const who = message.kind === 'own' ? labels.you : (message.by ?? labels.bot);
    const text = message.kind === 'own' ? message.text : message.whole;
    return `${who} (${timeText(message.at, language)}):\n${text}`;
  });
  return said.join('\n\n');
}
