<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>DestinationChip</name>
    <message>
        <source>not set up</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>尚未验证</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>已就绪</translation>
    </message>
    <message>
        <source>links open on this computer only</source>
        <translation>链接只能在本机打开</translation>
    </message>
    <message>
        <source>cannot upload</source>
        <translation>无法上传</translation>
    </message>
    <message>
        <source>waiting for the network</source>
        <translation>正在等待网络</translation>
    </message>
    <message>
        <source>Destination: %1</source>
        <translation>上传到：%1</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Let go to upload</source>
        <translation>松开即可上传</translation>
    </message>
    <message>
        <source>Drop files here</source>
        <translation>把文件拖到这里</translation>
    </message>
    <message>
        <source>Links to them open on this computer only.</source>
        <translation>链接只能在本机打开。</translation>
    </message>
    <message numerus="yes">
        <source>Anyone with the link can open the file for %n hours.</source>
        <translation>
            <numerusform>%n 小时内，任何拿到链接的人都能打开文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>or paste with %1.</source>
        <translation>或按 %1 粘贴。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
</context>
<context>
    <name>FirstPage</name>
    <message>
        <source>Where should your files go?</source>
        <translation>文件要存到哪里？</translation>
    </message>
    <message>
        <source>You can change this at any time.</source>
        <translation>随时可以更改。</translation>
    </message>
    <message>
        <source>Try it first</source>
        <translation>先试用</translation>
    </message>
    <message>
        <source>Files stay on this computer. Links to them work here only.</source>
        <translation>文件只存在本机，链接也只能在本机打开。</translation>
    </message>
    <message>
        <source>Needs: nothing</source>
        <translation>需要：无</translation>
    </message>
    <message>
        <source>Try first</source>
        <translation>先试用</translation>
    </message>
    <message>
        <source>Your own bucket</source>
        <translation>公司或自己的 Bucket</translation>
    </message>
    <message>
        <source>Files are kept. Links work for up to 7 days, and a new one can be had any time.</source>
        <translation>文件一直保留。链接最长 7 天有效，随时可以生成新链接。</translation>
    </message>
    <message>
        <source>Needs: bucket name, region, AccessKey</source>
        <translation>需要：Bucket 名称、地域、AccessKey</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>打开配置文件</translation>
    </message>
</context>
<context>
    <name>FlowMessages</name>
    <message numerus="yes">
        <source>%n files were there already: fresh links.</source>
        <translation>
            <numerusform>%n 个文件已经在那里：已生成新链接。</numerusform>
        </translation>
    </message>
    <message>
        <source>Send again anyway</source>
        <translation>仍要重新上传</translation>
    </message>
    <message>
        <source>%1 changed after it was sent: the link shows how it was before.</source>
        <translation>“%1”在上传后又被修改：链接对应的是修改前的内容。</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>重新上传</translation>
    </message>
    <message>
        <source>Delete what was sent</source>
        <translation>删除已上传的文件</translation>
    </message>
    <message>
        <source>Cancelled. %1 of “%2” stay in the bucket, unseen: this AccessKey may not remove them. A lifecycle rule that deletes unfinished uploads clears them.</source>
        <translation>已取消。“%2”有 %1 的碎片留在 Bucket 中（不可见），这个 AccessKey 没有权限删除。设置清理碎片的生命周期规则即可清除。</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message numerus="yes">
        <source>%n links copied.</source>
        <translation>
            <numerusform>已复制 %n 个链接。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links are ready.</source>
        <translation>
            <numerusform>%n 个链接已生成。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files failed.</source>
        <translation>
            <numerusform>%n 个文件失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>New link copied. Links you sent before stay expired.</source>
        <translation>已复制新链接。之前发出的链接仍然是过期的。</translation>
    </message>
    <message>
        <source>Link copied: %1</source>
        <translation>已复制链接：%1</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>practice</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Copy new link</source>
        <translation>复制新链接</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Files you upload are listed here, with a fresh link any time.</source>
        <translation>上传过的文件会列在这里，随时可以复制新链接。</translation>
    </message>
    <message>
        <source>Uploaded files</source>
        <translation>已上传的文件</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy for a Qwen message (JSON)</source>
        <translation>复制为通义消息（JSON）</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Show file in its folder</source>
        <translation>打开文件所在文件夹</translation>
    </message>
    <message>
        <source>Send the file again</source>
        <translation>重新上传这个文件</translation>
    </message>
    <message>
        <source>Remove from history</source>
        <translation>从历史记录中移除</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n files are still being sent.</source>
        <translation>
            <numerusform>还有 %n 个文件正在上传。</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit, continue later</source>
        <translation>退出，下次继续</translation>
    </message>
    <message>
        <source>Keep sending</source>
        <translation>继续上传</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Copy links when a drop is done</source>
        <translation>上传完成后自动复制链接</translation>
    </message>
    <message>
        <source>Do not send the same file twice</source>
        <translation>相同的文件不重复上传</translation>
    </message>
    <message>
        <source>Limit the speed</source>
        <translation>限制上传速度</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限制</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>打开配置文件</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>There are no files to paste. Copy some first.</source>
        <translation>剪贴板里没有文件，请先复制文件。</translation>
    </message>
    <message>
        <source>Practice bucket</source>
        <translation>试用 Bucket</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TransferModel</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Waiting · %1</source>
        <translation>等待中 · %1</translation>
    </message>
    <message>
        <source>Looks like a password or key. Anyone with the link could read it.</source>
        <translation>看起来像密码或密钥。任何拿到链接的人都能读取。</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍然上传</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Paused · %1</source>
        <translation>已暂停 · %1</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>TransferPane</name>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Files being uploaded</source>
        <translation>正在上传的文件</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>正在上传</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Not uploaded</source>
        <translation>未能上传</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message numerus="yes">
        <source>%n files look like passwords or keys.</source>
        <translation>
            <numerusform>%n 个文件看起来像密码或密钥。</numerusform>
        </translation>
    </message>
    <message>
        <source>Anyone with a link could read them.</source>
        <translation>任何拿到链接的人都能读取。</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不上传</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍然上传</translation>
    </message>
    <message numerus="yes">
        <source>%n files were not finished last time.</source>
        <translation>
            <numerusform>上次有 %n 个文件没有传完。</numerusform>
        </translation>
    </message>
    <message>
        <source>They go on where they were.</source>
        <translation>会从中断的地方继续。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message numerus="yes">
        <source>%n files are waiting and go on by themselves.</source>
        <translation>
            <numerusform>%n 个文件正在等待，网络恢复后自动继续。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are waiting and go on once this is solved.</source>
        <translation>
            <numerusform>%n 个文件正在等待，修正后会自动继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>error_details</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>about %n s left</source>
        <translation>约剩 %n 秒</translation>
    </message>
    <message>
        <source>about %n min left</source>
        <translation>约剩 %n 分钟</translation>
    </message>
    <message>
        <source>about %n h left</source>
        <translation>约剩 %n 小时</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>明天 %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1 前有效</translation>
    </message>
    <message>
        <source>%n days left</source>
        <translation>剩 %n 天</translation>
    </message>
    <message>
        <source>%n min left</source>
        <translation>剩 %n 分钟</translation>
    </message>
    <message>
        <source>%n s left</source>
        <translation>剩 %n 秒</translation>
    </message>
    <message>
        <source>link expired just now</source>
        <translation>链接刚刚过期</translation>
    </message>
    <message>
        <source>link expired %n min ago</source>
        <translation>链接 %n 分钟前已过期</translation>
    </message>
    <message>
        <source>link expired %n h ago</source>
        <translation>链接 %n 小时前已过期</translation>
    </message>
    <message>
        <source>link expired %n days ago</source>
        <translation>链接 %n 天前已过期</translation>
    </message>
</context>
</TS>
