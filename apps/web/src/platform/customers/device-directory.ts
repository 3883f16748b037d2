import type { CustomerItem } from '@mosaajii/domain/purse';
import type { Device } from '../device/index.ts';
import type { WrittenDown } from '../journal/index.ts';
import { type CustomerDirectory, createDirectory } from './directory.ts';

const directories = new WeakMap<Device, CustomerDirectory>();

/** The customers of this device: one directory, however often the till is opened. */
export function directoryOf(device: Device): CustomerDirectory {
  const known = directories.get(device);
  if (known !== undefined) return known;
  const made = createDirectory(device.sections.items<CustomerItem>('customers'), []);
  directories.set(device, made);
  void device.journal.unsentCustomers().then((unsent) => {
    for (const one of unsent) made.add(customerItemOf(one));
  });
  return made;
}

/** A customer whom this device wrote down, as the directory has them. */
export function customerItemOf({ customerId, fields }: WrittenDown): CustomerItem {
  const { name, company, phone, taxNumber, cardCode } = fields;
  return {
    id: customerId,
    name,
    ...(company === undefined ? {} : { company }),
    ...(phone === undefined ? {} : { phone }),
    ...(taxNumber === undefined ? {} : { taxNumber }),
    ...(cardCode === undefined ? {} : { cardCode }),
  };
}
