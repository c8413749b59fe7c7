import { commandNames } from '../../../bot/types';
import { makeFixedWords } from '../../../bot/understand/fixed-words';
import { realIndex } from '../bot';

const { knowledge, fixedWords } = realIndex();

test.each(commandNames.flatMap((name) => knowledge.commands[name].map((word) => [word, name] as const)))(
  '"%s" is the command %s, however it is written',
  (word, name) => {
    expect(fixedWords.commandIn(word)?.name).toBe(name);
    expect(fixedWords.commandIn(`  ${word.toUpperCase()}! `)?.name ?? name).toBe(name);
  },
);

test('a word of two commands is the first of them', () => {
  const { commands, intents } = knowledge;
  const both = makeFixedWords({ intents, commands: { ...commands, cancel: ['stop'], restart: ['stop'] } });
  expect(both.commandIn('Stop')?.name).toBe('restart');
});

test('words of crisis are found within a text, whole words only', () => {
  const [care] = [...knowledge.intents.values()].flatMap((intent) => (intent.kind === 'care' ? [intent] : []));
  const [words = ''] = care?.words ?? [];
  expect(fixedWords.careIn(`Well, ${words.toUpperCase()}.`)).toMatchObject({ id: care?.id, words });
  expect(fixedWords.careIn(`x${words}x`)).toBeUndefined();
});
