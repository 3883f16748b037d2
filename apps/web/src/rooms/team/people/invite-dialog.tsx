import type { Person } from '@mosaajii/contract/people';
import type { Role } from '@mosaajii/domain/permission';
import { type FormEvent, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/ids/index.ts';
import { Button, Dialog, Field, SegmentedControl, Select, TextInput } from '../../../platform/ui/index.ts';
import { HandOver } from './hand-over.tsx';
import { peopleApi } from './people-api.ts';
import { RoleOptions } from './person-words.tsx';
import { useStoreChoice } from './store-choice.tsx';
import { useChange } from './use-people.ts';

type Delivery = 'email' | 'in-person';
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Invites somebody; `person` is there already and gets an account. What is handed over is shown at the end. */
export function InviteDialog({ person, onClose }: { readonly person?: Person; readonly onClose: () => void }) {
  const [handed, setHanded] = useState<{
    readonly invitationId: string;
    readonly path: string;
    readonly name: string;
  } | null>(null);
  if (handed !== null) return <HandOver {...handed} onClose={onClose} />;
  return (
    <Dialog title={t('team.inviteTitle')} onClose={onClose}>
      <InviteForm {...(person === undefined ? {} : { person })} onHandOver={setHanded} onClose={onClose} />
    </Dialog>
  );
}

interface FormProps {
  readonly person?: Person;
  readonly onHandOver: (made: { readonly invitationId: string; readonly path: string; readonly name: string }) => void;
  readonly onClose: () => void;
}

function InviteForm({ person, onHandOver, onClose }: FormProps) {
  const change = useChange();
  // The same invitation however often the button is pressed.
  const invitationId = useRef(newId());
  const [email, setEmail] = useState('');
  const [displayName, setName] = useState(person?.displayName ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? 'cashier');
  const [delivery, setDelivery] = useState<Delivery>('email');
  const { storeIds, field: storeField } = useStoreChoice();
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const nameError = displayName.trim() === '' ? t('team.fieldMissing') : undefined;
  const emailError = ADDRESS.test(email.trim()) ? undefined : t('team.emailWrong');
  const invite = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (nameError !== undefined || emailError !== undefined) return;
    setPending(true);
    const who = { email: email.trim(), displayName: displayName.trim(), role, storeIds, delivery };
    const forUser = person === undefined ? {} : { userId: person.userId };
    const asked = peopleApi.invite({ invitationId: invitationId.current, ...who, ...forUser });
    const made = await change(asked, delivery === 'email' ? () => t('team.invited') : undefined);
    setPending(false);
    if (made === null) return;
    if (delivery === 'email') onClose();
    else onHandOver({ invitationId: made.invitationId, path: made.path, name: made.displayName });
  };
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={(event) => void invite(event)}>
      <p className="text-ink-2">{t('team.inviteText')}</p>
      <Field label={t('team.name')} error={isTried ? nameError : undefined}>
        <TextInput
          data-autofocus
          value={displayName}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={t('team.email')} error={isTried ? emailError : undefined}>
        <TextInput
          type="email"
          value={email}
          maxLength={254}
          autoComplete="off"
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label={t('team.role')}>
        <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
          <RoleOptions />
        </Select>
      </Field>
      {storeField}
      <div className="flex flex-col items-start gap-1.5">
        <SegmentedControl<Delivery>
          label={t('team.delivery')}
          value={delivery}
          options={[
            { value: 'email', label: t('team.byEmail') },
            { value: 'in-person', label: t('team.inPerson') },
          ]}
          onChange={setDelivery}
        />
        {delivery === 'in-person' ? <p className="text-sm text-ink-3">{t('team.inPersonHint')}</p> : null}
      </div>
      <Button type="submit" variant="primary" className="self-end" isPending={isPending}>
        {t(delivery === 'email' ? 'team.sendInvitation' : 'team.makeInvitation')}
      </Button>
    </form>
  );
}
