import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Request, type Response } from 'botbuilder';
import { createServer, plugins } from 'restify';

/** An echo bot as Microsoft's samples write one: no state, no understanding, nothing kept. */
const server = createServer();
server.use(plugins.bodyParser());

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));

server.post('/api/messages', async (request: unknown, response: unknown) => {
  await adapter.process(request as Request, response as Response, async (context) => {
    await context.sendActivity(`echo: ${context.activity.text}`);
  });
});

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/api/messages`);
});
