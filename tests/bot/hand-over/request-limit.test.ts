import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { openChat, textsOf, type Chat } from './chat';

const env = { HAND_OVER_TEAMS_CHANNEL: '19:office@thread.tacv2', HAND_OVER_PER_HOUR: '7' };
let server: TestServer;

beforeAll(async () => {
  server = await serveDirectLine({ env });
});
afterAll(() => server.stop());

const person = async (chat: Chat) => textsOf(await chat.say('I want to talk to a person'));
const asksConsent = /Shall I go on\?/;

test('one conversation hands over five questions within an hour; then it is told where the office is', async () => {
  const chat = await openChat(server);
  for (let i = 0; i < 5; i += 1) {
    expect(await person(chat)).toMatch(asksConsent);
    await chat.say('no');
  }
  const sixth = await person(chat);
  expect(sixth).not.toMatch(asksConsent);
  expect(sixth).toMatch(/can neither put you through nor pass messages on[^]*Get in touch/);
  expect(textsOf(await chat.say('What is the tuition fee?'))).toContain('€18,016');
});

test('all together as many as are set; whoever has begun can end it', async () => {
  const [one, two, three] = await Promise.all([openChat(server), openChat(server), openChat(server)]);
  expect(await person(one)).toMatch(asksConsent);
  expect(await person(two)).toMatch(asksConsent);
  expect(await person(three)).not.toMatch(asksConsent);
  for (const text of ['yes', 'May I bring my own microscope?', 'no e-mail']) await one.say(text);
  expect(textsOf(await one.say('send'))).toMatch(/\b[2-9B-Z]{3}-[2-9B-Z]{3}\b/);
  expect(await person(one)).not.toMatch(asksConsent);
});

test('nobody is counted where no limit is set', async () => {
  const unlimited = await serveDirectLine({ env: { ...env, HAND_OVER_PER_HOUR: '0' } });
  const chat = await openChat(unlimited);
  for (let i = 0; i < 8; i += 1) {
    expect(await person(chat)).toMatch(asksConsent);
    await chat.say('no');
  }
  await unlimited.stop();
});
