import { AdmissionsChat } from './admissions-chat';

// A page that holds the script twice gets one chat.
if (!customElements.get('admissions-chat')) customElements.define('admissions-chat', AdmissionsChat);
