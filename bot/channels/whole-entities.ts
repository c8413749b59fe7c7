import { Entity } from 'botframework-connector/lib/connectorApi/models/mappers';

/**
 * The SDK's client drops all of an entity but its type, and with it every citation: its description of an activity says
 * that entities hold more, but the description of an entity itself, which it reads instead, does not. Said there, it holds
 * for every message that this process sends.
 */
export function keepWholeEntities(): void {
  Object.assign(Entity.type, { additionalProperties: { type: { name: 'Object' } } });
}
