import type { RegisterList, Session } from '@mosaajii/contract/identity';
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useNavigate } from '../../platform/router/index.ts';
import { Button, Field, Notice, Select, TextInput } from '../../platform/ui/index.ts';
import { enrol } from './enrol.ts';
import { signOut } from './sign-in.ts';

type Item = RegisterList['registers'][number];
const NEW = 'new';

/** This browser is not a register of the shop yet: makes it a new one, or puts it in the place of one that was lost. */
export function EnrolPanel({ session }: { readonly session: Session }) {
  const isAllowed = session.user.permissions.includes('registers.enrol');
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold tracking-[-0.02em]">{t('identity.enrolTitle')}</h1>
        <p className="mt-1 text-md text-ink-2">{isAllowed ? t('identity.enrolText') : t('identity.enrolNotAllowed')}</p>
      </div>
      {isAllowed ? <EnrolForm /> : null}
      <Ways />
    </div>
  );
}

function Ways() {
  const device = useDevice();
  const navigate = useNavigate();
  return (
    <div className="flex flex-col gap-2">
      <Button variant="quiet" size="lg" onClick={() => navigate({ to: '/products' })}>
        {t('identity.enrolLater')}
      </Button>
      <Button variant="quiet" size="lg" onClick={() => void signOut(device)}>
        {t('identity.signOut')}
      </Button>
    </div>
  );
}

function EnrolForm() {
  const device = useDevice();
  const [registers, setRegisters] = useState<readonly Item[]>([]);
  const [place, setPlace] = useState(NEW);
  const [name, setName] = useState<string>(t('identity.registerNameDefault'));
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    void api.get<RegisterList>('/registers').then((list) => {
      if (list.ok)
        setRegisters(list.value.registers.filter((item) => item.purpose === 'till' && item.state === 'active'));
      else setFailure(`${list.error.title}. ${list.error.action}`);
    });
  }, []);
  const submit = async () => {
    setPending(true);
    setFailure(null);
    try {
      const result = await enrol(device, place === NEW ? { name: name.trim() } : { registerId: place });
      if (!result.ok) setFailure(`${result.error.title}. ${result.error.action}`);
    } catch (error) {
      setFailure(t('identity.storageFailed', { detail: error instanceof Error ? error.message : String(error) }));
    }
    setPending(false);
  };
  const replaced = registers.find((item) => item.registerId === place);
  const missing = place === NEW && name.trim() === '' ? t('identity.enrolNameMissing') : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (missing === undefined) void submit();
  };
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      <Field
        label={t('identity.register')}
        hint={
          replaced === undefined ? t('identity.enrolNewText') : t('identity.enrolReplaceText', { name: replaced.name })
        }
      >
        <Select value={place} onChange={(event) => setPlace(event.target.value)}>
          <option value={NEW}>{t('identity.enrolNew')}</option>
          {registers.map((item) => (
            <option key={item.registerId} value={item.registerId}>
              {t('identity.enrolReplace', { code: item.code })}
            </option>
          ))}
        </Select>
      </Field>
      {place === NEW ? (
        <Field label={t('identity.enrolName')} error={missing}>
          <TextInput value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
      ) : null}
      {failure === null ? null : (
        <Notice tone="danger" isAlert>
          {failure}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="lg" isPending={isPending}>
        {t('identity.enrol')}
      </Button>
    </form>
  );
}
