import type { DeliveryChannel } from '@mosaajii/contract/notifications';
import { type ReactNode, useState } from 'react';
import type { ApiProblem } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Field, SegmentedControl, TextInput } from '../../platform/ui/index.ts';
import { channelName, DELIVERY_CHANNELS } from './message-words.ts';

interface Props {
  /** What the button does. */
  readonly label: string;
  readonly problem: ApiProblem | null;
  readonly isPending: boolean;
  /** `onDone` empties the field. */
  readonly onSubmit: (channel: DeliveryChannel, to: string, onDone: () => void) => void;
  readonly variant?: 'primary' | 'secondary';
  /** More to choose, between the address and the button. */
  readonly children?: ReactNode;
}

/** An e-mail address or a phone number, and what is to be done with it. */
export function AddressForm({ label, problem, isPending, onSubmit, variant = 'secondary', children }: Props) {
  const [channel, setChannel] = useState<DeliveryChannel>('email');
  const [to, setTo] = useState('');
  const isEmail = channel === 'email';
  const [sent, setSent] = useState<string | null>(null);
  // What is being corrected is not blamed any more.
  const error = sent === to ? problem?.detail : undefined;
  return (
    <form
      noValidate
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setSent(to);
        if (!isPending) onSubmit(channel, to, () => setTo(''));
      }}
    >
      <SegmentedControl
        label={t('notifications.way')}
        value={channel}
        options={DELIVERY_CHANNELS.map((value) => ({ value, label: channelName(value) }))}
        onChange={setChannel}
      />
      <Field
        label={isEmail ? t('notifications.emailAddress') : t('notifications.phoneNumber')}
        className="w-full max-w-md"
        {...(isEmail ? {} : { hint: t('notifications.phoneHint') })}
        error={error}
      >
        <TextInput
          type={isEmail ? 'email' : 'tel'}
          autoComplete="off"
          maxLength={254}
          value={to}
          onChange={(event) => setTo(event.target.value)}
          data-autofocus
        />
      </Field>
      {children}
      <Button type="submit" variant={variant} isPending={isPending}>
        {label}
      </Button>
    </form>
  );
}
