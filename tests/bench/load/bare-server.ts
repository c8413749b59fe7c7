import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** No bot at all: takes the body and answers at once, so that it shows how fast the driver could go. */
const body = JSON.stringify({ activities: [{ type: 'message', text: 'x'.repeat(1000) }] });

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'Content-Type': 'application/json' }).end(body));
});

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
});
