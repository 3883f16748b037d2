/** How mail leaves; the password is in no log. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS is demanded. */
  readonly isImplicitTls: boolean;
  /** Mail that does not leave this machine needs no TLS. */
  readonly isLoopback: boolean;
  readonly credentials?: { readonly user: string; readonly password: string };
  /** The sender's address, `Duka <shop@example.com>` or the address alone. */
  readonly from: { readonly name: string; readonly address: string };
}

export interface TwilioSettings {
  readonly provider: 'twilio';
  readonly accountSid: string;
  readonly authToken: string;
  /** A number (+1 …), a name, or a messaging service (MG…). */
  readonly from: string;
}

export interface AfricasTalkingSettings {
  readonly provider: 'africas-talking';
  /** `sandbox` reaches the provider's sandbox. */
  readonly username: string;
  readonly apiKey: string;
  /** A short code or a registered name; absent: the provider's own. */
  readonly from?: string;
}

export type SmsSettings = TwilioSettings | AfricasTalkingSettings;

/** The ways out that this installation was given. */
export interface ChannelSettings {
  readonly smtp?: SmtpSettings;
  readonly sms?: SmsSettings;
}
