import { z } from 'zod';
import { uuid } from './wire.ts';

/** The shops that an account can enter. */
export const shopChoices = z.strictObject({
  shops: z.array(z.strictObject({ organizationId: uuid, name: z.string(), isCurrent: z.boolean() })),
  /** There are several, and none has ever been chosen. */
  isAsked: z.boolean(),
});
export type ShopChoices = z.infer<typeof shopChoices>;

export const shopSwitch = z.strictObject({ organizationId: uuid });
