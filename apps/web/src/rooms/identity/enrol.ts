import type { Enrolment } from '@mosaajii/contract/identity';
import { ok, type Result } from '@mosaajii/domain';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import type { Device } from '../../platform/device/index.ts';

/** A register that is new, or the place of one that is there: it goes on with a new key and a new receipt series. */
export type EnrolAs = { readonly name: string } | { readonly registerId: string };

/**
 * Makes a key on this device, has the server accept its public half, and keeps the enrolment. Answers the server's
 * refusal; throws when the device cannot write.
 */
export async function enrol(device: Device, as: EnrolAs): Promise<Result<null, ApiProblem>> {
  const key = await device.enrolment.createKey();
  const { publicKey } = key;
  const result =
    'name' in as
      ? await api.post<Enrolment>('/registers', { body: { name: as.name, publicKey } })
      : await api.post<Enrolment>(`/registers/${as.registerId}/keys`, { body: { publicKey } });
  if (!result.ok) return result;
  await key.complete(result.value);
  return ok(null);
}
