import { once } from 'node:events';
import { Busy, makeInOrder, type Lock } from '../../../bot/state/in-order';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const never = () => new Promise<never>(() => undefined);
const waits = { patience: 50, longest: 200 };

test('who waits for too long is told so and is not begun; who comes later has its turn as soon as there is one', async () => {
  const inOrder = makeInOrder(undefined, waits);
  const done: string[] = [];
  const work = (name: string, until: Promise<void>) => () => until.then(() => done.push(name));
  const finish = new AbortController();
  const first = inOrder(
    'key',
    work(
      'first',
      once(finish.signal, 'abort').then(() => undefined),
    ),
  );
  const second = inOrder('key', work('second', Promise.resolve()));
  await expect(second).rejects.toBeInstanceOf(Busy);
  const third = inOrder('key', work('third', Promise.resolve()));
  finish.abort();
  await Promise.all([first, third]);
  expect(done).toEqual(['first', 'third']);
});

test('work that never ends holds up nobody for ever', async () => {
  const inOrder = makeInOrder(undefined, waits);
  void inOrder('key', never);
  await expect(inOrder('key', () => Promise.resolve('too early'))).rejects.toBeInstanceOf(Busy);
  await pause(waits.longest);
  expect(await inOrder('key', () => Promise.resolve('done'))).toBe('done');
});

test('the lock is taken before each work and given back after it, once, whatever becomes of it', async () => {
  const told: string[] = [];
  const lock: Lock = (key) => {
    told.push(`lock ${key}`);
    return Promise.resolve(() => void told.push(`unlock ${key}`));
  };
  const inOrder = makeInOrder(lock, waits);
  const failing = inOrder('key', () => (told.push('work'), Promise.reject(new Error('failed'))));
  await expect(failing).rejects.toThrow('failed');
  const throwing = inOrder('key', () => {
    throw new Error('thrown');
  });
  await expect(throwing).rejects.toThrow('thrown');
  void inOrder('key', never);
  await pause(waits.longest + 50);
  expect(told).toEqual(['lock key', 'work', 'unlock key', 'lock key', 'unlock key', 'lock key', 'unlock key']);
});

test('without the lock there is no work, and the next one may try', async () => {
  const locks = [() => Promise.reject(new Busy('elsewhere')), () => Promise.resolve(() => undefined)];
  const inOrder = makeInOrder(() => locks.shift()?.() ?? never(), waits);
  const begun: string[] = [];
  const [first, second] = ['first', 'second'].map((name) => inOrder('key', () => Promise.resolve(begun.push(name))));
  await expect(first).rejects.toThrow('elsewhere');
  await second;
  expect(begun).toEqual(['second']);
});
