import { MemoryStorage } from 'botbuilder';
import { watchState } from '../../../bot/observe/watch-state';
import { sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';

test('each operation is told with its name, also of a storage whose methods are those of a class', async () => {
  const told: string[] = [];
  const kept = sqliteState(openSqlite(':memory:'));
  const state = watchState({ ...kept, storage: new MemoryStorage() }, (operation) => told.push(operation));
  await state.storage.write({ key: { value: 1 } });
  expect(await state.storage.read(['key'])).toMatchObject({ key: { value: 1 } });
  await state.storage.delete(['key']);
  expect(await state.storage.read(['key'])).toEqual({});
  expect(await state.tickets.counts()).toEqual({ open: 0, taken: 0, closed: 0 });
  expect(told).toEqual(['storage.write', 'storage.read', 'storage.delete', 'storage.read', 'tickets.counts']);
  await state.close();
});
