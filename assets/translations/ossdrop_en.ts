<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DestinationChip</name>
    <message>
        <source>not set up</source>
        <translation>not set up</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>not tried yet</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>ready</translation>
    </message>
    <message>
        <source>links open on this computer only</source>
        <translation>links open on this computer only</translation>
    </message>
    <message>
        <source>cannot upload</source>
        <translation>cannot upload</translation>
    </message>
    <message>
        <source>waiting for the network</source>
        <translation>waiting for the network</translation>
    </message>
    <message>
        <source>Destination: %1</source>
        <translation>Destination: %1</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Let go to upload</source>
        <translation>Let go to upload</translation>
    </message>
    <message>
        <source>Drop files here</source>
        <translation>Drop files here</translation>
    </message>
    <message>
        <source>Links to them open on this computer only.</source>
        <translation>Links to them open on this computer only.</translation>
    </message>
    <message numerus="yes">
        <source>Anyone with the link can open the file for %n hours.</source>
        <translation>
            <numerusform>Anyone with the link can open the file for %n hour.</numerusform>
            <numerusform>Anyone with the link can open the file for %n hours.</numerusform>
        </translation>
    </message>
    <message>
        <source>or paste with %1.</source>
        <translation>or paste with %1.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Choose files…</translation>
    </message>
</context>
<context>
    <name>FirstPage</name>
    <message>
        <source>Where should your files go?</source>
        <translation>Where should your files go?</translation>
    </message>
    <message>
        <source>You can change this at any time.</source>
        <translation>You can change this at any time.</translation>
    </message>
    <message>
        <source>Try it first</source>
        <translation>Try it first</translation>
    </message>
    <message>
        <source>Files stay on this computer. Links to them work here only.</source>
        <translation>Files stay on this computer. Links to them work here only.</translation>
    </message>
    <message>
        <source>Needs: nothing</source>
        <translation>Needs: nothing</translation>
    </message>
    <message>
        <source>Try first</source>
        <translation>Try first</translation>
    </message>
    <message>
        <source>Your own bucket</source>
        <translation>Your own bucket</translation>
    </message>
    <message>
        <source>Files are kept. Links work for up to 7 days, and a new one can be had any time.</source>
        <translation>Files are kept. Links work for up to 7 days, and a new one can be had any time.</translation>
    </message>
    <message>
        <source>Needs: bucket name, region, AccessKey</source>
        <translation>Needs: bucket name, region, AccessKey</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>Open the settings file</translation>
    </message>
</context>
<context>
    <name>FlowMessages</name>
    <message numerus="yes">
        <source>%n files were there already: fresh links.</source>
        <translation>
            <numerusform>%n file was there already: fresh link.</numerusform>
            <numerusform>%n files were there already: fresh links.</numerusform>
        </translation>
    </message>
    <message>
        <source>Send again anyway</source>
        <translation>Send again anyway</translation>
    </message>
    <message>
        <source>%1 changed after it was sent: the link shows how it was before.</source>
        <translation>%1 changed after it was sent: the link shows how it was before.</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>Send it again</translation>
    </message>
    <message>
        <source>Delete what was sent</source>
        <translation>Delete what was sent</translation>
    </message>
    <message>
        <source>Cancelled. %1 of “%2” stay in the bucket, unseen: this AccessKey may not remove them. A lifecycle rule that deletes unfinished uploads clears them.</source>
        <translation>Cancelled. %1 of “%2” stay in the bucket, unseen: this AccessKey may not remove them. A lifecycle rule that deletes unfinished uploads clears them.</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>Not ready</translation>
    </message>
    <message numerus="yes">
        <source>%n links copied.</source>
        <translation>
            <numerusform>%n link copied.</numerusform>
            <numerusform>%n links copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links are ready.</source>
        <translation>
            <numerusform>%n link is ready.</numerusform>
            <numerusform>%n links are ready.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files failed.</source>
        <translation>
            <numerusform>%n file failed.</numerusform>
            <numerusform>%n files failed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>New link copied. Links you sent before stay expired.</source>
        <translation>New link copied. Links you sent before stay expired.</translation>
    </message>
    <message>
        <source>Link copied: %1</source>
        <translation>Link copied: %1</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>practice</source>
        <translation>practice</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copy link</translation>
    </message>
    <message>
        <source>Copy new link</source>
        <translation>Copy new link</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Files you upload are listed here, with a fresh link any time.</source>
        <translation>Files you upload are listed here, with a fresh link any time.</translation>
    </message>
    <message>
        <source>Uploaded files</source>
        <translation>Uploaded files</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copy link</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copy as Markdown</translation>
    </message>
    <message>
        <source>Copy for a Qwen message (JSON)</source>
        <translation>Copy for a Qwen message (JSON)</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Open in browser</translation>
    </message>
    <message>
        <source>Show file in its folder</source>
        <translation>Show file in its folder</translation>
    </message>
    <message>
        <source>Send the file again</source>
        <translation>Send the file again</translation>
    </message>
    <message>
        <source>Remove from history</source>
        <translation>Remove from history</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n files are still being sent.</source>
        <translation>
            <numerusform>%n file is still being sent.</numerusform>
            <numerusform>%n files are still being sent.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit, continue later</source>
        <translation>Quit, continue later</translation>
    </message>
    <message>
        <source>Keep sending</source>
        <translation>Keep sending</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Copy links when a drop is done</source>
        <translation>Copy links when a drop is done</translation>
    </message>
    <message>
        <source>Do not send the same file twice</source>
        <translation>Do not send the same file twice</translation>
    </message>
    <message>
        <source>Limit the speed</source>
        <translation>Limit the speed</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>No limit</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>Open the settings file</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Choose files</translation>
    </message>
    <message>
        <source>There are no files to paste. Copy some first.</source>
        <translation>There are no files to paste. Copy some first.</translation>
    </message>
    <message>
        <source>Practice bucket</source>
        <translation>Practice bucket</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>TransferModel</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Waiting · %1</source>
        <translation>Waiting · %1</translation>
    </message>
    <message>
        <source>Looks like a password or key. Anyone with the link could read it.</source>
        <translation>Looks like a password or key. Anyone with the link could read it.</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Send anyway</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Paused · %1</source>
        <translation>Paused · %1</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>TransferPane</name>
    <message>
        <source>Pause all</source>
        <translation>Pause all</translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation>Continue all</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Try all again</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Cancel all</translation>
    </message>
    <message>
        <source>Files being uploaded</source>
        <translation>Files being uploaded</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>Uploading</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Not uploaded</source>
        <translation>Not uploaded</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Paused</translation>
    </message>
    <message numerus="yes">
        <source>%n files look like passwords or keys.</source>
        <translation>
            <numerusform>%n file looks like a password or key.</numerusform>
            <numerusform>%n files look like passwords or keys.</numerusform>
        </translation>
    </message>
    <message>
        <source>Anyone with a link could read them.</source>
        <translation>Anyone with a link could read them.</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Send anyway</translation>
    </message>
    <message numerus="yes">
        <source>%n files were not finished last time.</source>
        <translation>
            <numerusform>%n file was not finished last time.</numerusform>
            <numerusform>%n files were not finished last time.</numerusform>
        </translation>
    </message>
    <message>
        <source>They go on where they were.</source>
        <translation>They go on where they were.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message numerus="yes">
        <source>%n files are waiting and go on by themselves.</source>
        <translation>
            <numerusform>%n file is waiting and goes on by itself.</numerusform>
            <numerusform>%n files are waiting and go on by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are waiting and go on once this is solved.</source>
        <translation>
            <numerusform>%n file is waiting and goes on once this is solved.</numerusform>
            <numerusform>%n files are waiting and go on once this is solved.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>error_details</name>
    <message>
        <source>Copy details</source>
        <translation>Copy details</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>about %n s left</source>
        <translation>about %n s left</translation>
    </message>
    <message>
        <source>about %n min left</source>
        <translation>about %n min left</translation>
    </message>
    <message>
        <source>about %n h left</source>
        <translation>about %n h left</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>yesterday %1</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>today %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>tomorrow %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>until %1</translation>
    </message>
    <message>
        <source>%n days left</source>
        <translation>%n days left</translation>
    </message>
    <message>
        <source>%n min left</source>
        <translation>%n min left</translation>
    </message>
    <message>
        <source>%n s left</source>
        <translation>%n s left</translation>
    </message>
    <message>
        <source>link expired just now</source>
        <translation>link expired just now</translation>
    </message>
    <message>
        <source>link expired %n min ago</source>
        <translation>link expired %n min ago</translation>
    </message>
    <message>
        <source>link expired %n h ago</source>
        <translation>link expired %n h ago</translation>
    </message>
    <message>
        <source>link expired %n days ago</source>
        <translation>link expired %n days ago</translation>
    </message>
</context>
</TS>
