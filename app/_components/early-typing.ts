/*
 * What is done in a field of several lines before the page's script has come. React, taking such a field over, sets its default text
 * anew and then its text to that (of a field of one line it leaves what stands there), as often as it tries.
 */

/** For how long after the first time, in milliseconds. */
export const takeOverMillis = 1_000;

/**
 * Keeps what is selected, and puts back what was typed. Run while the page is read. Setting the text that stands there anyhow makes the
 * field one whose default no longer counts, without which a browser forgets the selection with each new default: who had selected
 * all would type in front of it.
 */
export const keepEarlyTyping = `(()=>{
const kept=new WeakMap();
const isTaken=(field)=>Object.keys(field).some((key)=>key.startsWith("__react"));
addEventListener("focus",({target})=>{
if(target instanceof HTMLTextAreaElement)target.value=target.value},true);
addEventListener("input",({target:field})=>{
if(!(field instanceof HTMLTextAreaElement))return;
const known=kept.has(field);
if(!known&&isTaken(field))return;
kept.set(field,field.value);
if(known)return;
let isOver=false;
const watch=new MutationObserver(()=>{
if(field.value===field.defaultValue&&field.value!==kept.get(field))field.value=kept.get(field);
if(isOver)return;
isOver=true;
setTimeout(()=>{watch.disconnect();kept.delete(field);field.dispatchEvent(new Event("input",{bubbles:true}))},${takeOverMillis})});
watch.observe(field,{childList:true,characterData:true,subtree:true})},true)})()`;
