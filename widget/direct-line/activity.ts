/** The parts of a Direct Line 3.0 activity that the widget reads; another bot may send less. */
export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly text?: string;
  readonly locale?: string;
  readonly timestamp?: string;
  readonly from?: { readonly id?: string; readonly role?: string };
  readonly value?: unknown;
  readonly channelData?: { readonly clientActivityID?: string };
  readonly entities?: readonly Entity[];
  readonly suggestedActions?: { readonly actions?: readonly Action[] };
  readonly attachments?: readonly { readonly contentType?: string; readonly content?: CardContent }[];
}

export interface ActivitySet {
  readonly activities?: readonly Activity[];
  readonly watermark?: string;
}

export interface Action {
  readonly title?: string;
  readonly value?: unknown;
}

/** The schema.org message with its citations, what the bot understood (`admissions/reading`), or a person (`admissions/person`). */
export interface Entity {
  readonly type?: string;
  readonly citation?: readonly {
    readonly position?: number;
    readonly appearance?: { readonly name?: string; readonly abstract?: string };
  }[];
  readonly kind?: string;
  readonly topics?: readonly string[];
  readonly knowledge?: string;
  readonly question?: string;
  readonly verdict?: string;
  readonly progress?: { readonly answered: number; readonly of: number };
  readonly state?: string;
  /** By what the person is called who says it. */
  readonly name?: string;
}

/** An Adaptive Card, as far as the bot's own cards go. */
export interface CardContent {
  readonly body?: readonly {
    readonly type?: string;
    readonly text?: string;
    readonly weight?: string;
    readonly isSubtle?: boolean;
    readonly facts?: readonly { readonly title?: string; readonly value?: string }[];
  }[];
  readonly actions?: readonly { readonly title?: string; readonly data?: { readonly text?: string } }[];
}

export function isFromBot({ from }: Activity): boolean {
  return from?.role === 'bot';
}
