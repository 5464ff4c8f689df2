/*
 * What is done in a field of several lines before the page's script has come. React, taking such a field over, sets its default text to
 * what it is and then its text to that (of a field of one line it leaves what stands there), as often as it tries: also when somebody
 * has typed since it last did.
 */

/** How long after it last tried a field is said to have been typed in, in milliseconds; what has been sent by then is not. */
export const takeOverMillis = 1_000;

/**
 * Keeps what was typed, and what is selected: of a field that somebody typed in, the setting of its text right after that of its default to
 * the same is passed over. Run while the page is read. Setting the text that stands there anyhow makes the field one whose default no
 * longer counts, without which a browser forgets the selection with each new default: who had selected all would type in front of it.
 */
export const keepEarlyTyping = `(()=>{
const of=HTMLTextAreaElement.prototype;
const [text,first]=["value","defaultValue"].map((name)=>Object.getOwnPropertyDescriptor(of,name));
const typed=new WeakSet(),told=new WeakMap();
let taken=null;
Object.defineProperty(of,"defaultValue",{...first,set(given){
const known=first.get.call(this);
first.set.call(this,given);
if(given!==known)return;
taken=this;
queueMicrotask(()=>{taken=null})}});
Object.defineProperty(of,"value",{...text,set(given){
const stands=text.get.call(this);
if(this!==taken||!typed.has(this)||given===stands||given!==first.get.call(this))return text.set.call(this,given);
clearTimeout(told.get(this));
told.set(this,setTimeout(()=>this.dispatchEvent(new Event("input",{bubbles:true})),${takeOverMillis}))}});
addEventListener("submit",({target})=>{
for(const field of target.elements)clearTimeout(told.get(field))},true);
addEventListener("focus",({target})=>{
if(target instanceof HTMLTextAreaElement)target.value=target.value},true);
addEventListener("input",({target})=>{
if(target instanceof HTMLTextAreaElement)typed.add(target)},true)})()`;
