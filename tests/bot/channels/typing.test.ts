import { MemoryStorage } from 'botbuilder';
import { openChannel } from './channel-server';

/** A storage that takes its time to read. */
class SlowStorage extends MemoryStorage {
  constructor(private readonly milliseconds: number) {
    super();
  }

  override async read(keys: string[]): Promise<Record<string, unknown>> {
    await new Promise((resolve) => setTimeout(resolve, this.milliseconds));
    return super.read(keys);
  }
}

test.each([
  ['telegram', 1000, ['typing', 'message']],
  ['telegram', 0, ['message']],
  ['sms', 1000, ['message']],
])('on %s, with a storage that takes %d ms, there come %j', async (channelId, milliseconds, types) => {
  const service = await openChannel({ storage: new SlowStorage(milliseconds) });
  const people = { from: { id: 'student' }, recipient: { id: 'bot' }, conversation: { id: 'c' } };
  await service.deliver({ type: 'message', id: '1', channelId, ...people, text: 'deadline?' });
  expect(service.sent.map(({ type }) => type)).toEqual(types);
  service.stop();
});
