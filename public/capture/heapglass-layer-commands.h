/*
 * The entry points that heapglass-layer.c stands before, made by scripts/make-layer-commands.mjs from version 239 of the
 * Vulkan headers. A line names what is done with the entry point, where it is looked up, and how it is called; what the
 * headers at hand do not declare is left out.
 */
/* clang-format off */
#ifdef VK_VERSION_1_0
HG(BY_HAND, INSTANCE, vkCreateInstance, )
HG(BY_HAND, INSTANCE, vkDestroyInstance, )
HG(BY_HAND, INSTANCE, vkEnumeratePhysicalDevices, )
HG(CALL, INSTANCE, vkGetPhysicalDeviceFeatures, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceFeatures *pFeatures), (physicalDevice, pFeatures))
HG(CALL, INSTANCE, vkGetPhysicalDeviceFormatProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkFormat format, VkFormatProperties *pFormatProperties), (physicalDevice, format, pFormatProperties))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceImageFormatProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkFormat format, VkImageType type, VkImageTiling tiling, VkImageUsageFlags usage, VkImageCreateFlags flags, VkImageFormatProperties *pImageFormatProperties), (physicalDevice, format, type, tiling, usage, flags, pImageFormatProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceProperties *pProperties), (physicalDevice, pProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceQueueFamilyProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pQueueFamilyPropertyCount, VkQueueFamilyProperties *pQueueFamilyProperties), (physicalDevice, pQueueFamilyPropertyCount, pQueueFamilyProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceMemoryProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceMemoryProperties *pMemoryProperties), (physicalDevice, pMemoryProperties))
HG(BY_HAND, INSTANCE, vkCreateDevice, )
HG(BY_HAND, DEVICE, vkDestroyDevice, )
HG(CALL_RESULT, INSTANCE, vkEnumerateDeviceExtensionProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const char *pLayerName, uint32_t *pPropertyCount, VkExtensionProperties *pProperties), (physicalDevice, pLayerName, pPropertyCount, pProperties))
HG(BY_HAND, DEVICE, vkGetDeviceQueue, )
HG(CALL_RESULT, DEVICE, vkQueueSubmit, queue, VkQueue, queue, (VkQueue queue, uint32_t submitCount, const VkSubmitInfo *pSubmits, VkFence fence), (queue, submitCount, pSubmits, fence))
HG(CALL_RESULT, DEVICE, vkQueueWaitIdle, queue, VkQueue, queue, (VkQueue queue), (queue))
HG(CALL_RESULT, DEVICE, vkDeviceWaitIdle, device, VkDevice, device, (VkDevice device), (device))
HG(CREATE, DEVICE, vkAllocateMemory, device, VkDeviceMemory, pMemory, 1, (VkDevice device, const VkMemoryAllocateInfo *pAllocateInfo, const VkAllocationCallbacks *pAllocator, VkDeviceMemory *pMemory), (device, pAllocateInfo, pAllocator, pMemory))
HG(DESTROY, DEVICE, vkFreeMemory, device, VkDeviceMemory, memory, (VkDevice device, VkDeviceMemory memory, const VkAllocationCallbacks *pAllocator), (device, memory, pAllocator))
HG(CALL_RESULT, DEVICE, vkMapMemory, device, VkDeviceMemory, memory, (VkDevice device, VkDeviceMemory memory, VkDeviceSize offset, VkDeviceSize size, VkMemoryMapFlags flags, void **ppData), (device, memory, offset, size, flags, ppData))
HG(CALL, DEVICE, vkUnmapMemory, device, VkDeviceMemory, memory, (VkDevice device, VkDeviceMemory memory), (device, memory))
HG(CALL_RESULT, DEVICE, vkFlushMappedMemoryRanges, device, VkDevice, device, (VkDevice device, uint32_t memoryRangeCount, const VkMappedMemoryRange *pMemoryRanges), (device, memoryRangeCount, pMemoryRanges))
HG(CALL_RESULT, DEVICE, vkInvalidateMappedMemoryRanges, device, VkDevice, device, (VkDevice device, uint32_t memoryRangeCount, const VkMappedMemoryRange *pMemoryRanges), (device, memoryRangeCount, pMemoryRanges))
HG(CALL, DEVICE, vkGetDeviceMemoryCommitment, device, VkDeviceMemory, memory, (VkDevice device, VkDeviceMemory memory, VkDeviceSize *pCommittedMemoryInBytes), (device, memory, pCommittedMemoryInBytes))
HG(CALL_RESULT, DEVICE, vkBindBufferMemory, device, VkBuffer, buffer, (VkDevice device, VkBuffer buffer, VkDeviceMemory memory, VkDeviceSize memoryOffset), (device, buffer, memory, memoryOffset))
HG(CALL_RESULT, DEVICE, vkBindImageMemory, device, VkImage, image, (VkDevice device, VkImage image, VkDeviceMemory memory, VkDeviceSize memoryOffset), (device, image, memory, memoryOffset))
HG(CALL, DEVICE, vkGetBufferMemoryRequirements, device, VkBuffer, buffer, (VkDevice device, VkBuffer buffer, VkMemoryRequirements *pMemoryRequirements), (device, buffer, pMemoryRequirements))
HG(CALL, DEVICE, vkGetImageMemoryRequirements, device, VkImage, image, (VkDevice device, VkImage image, VkMemoryRequirements *pMemoryRequirements), (device, image, pMemoryRequirements))
HG(CALL, DEVICE, vkGetImageSparseMemoryRequirements, device, VkImage, image, (VkDevice device, VkImage image, uint32_t *pSparseMemoryRequirementCount, VkSparseImageMemoryRequirements *pSparseMemoryRequirements), (device, image, pSparseMemoryRequirementCount, pSparseMemoryRequirements))
HG(CALL, INSTANCE, vkGetPhysicalDeviceSparseImageFormatProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkFormat format, VkImageType type, VkSampleCountFlagBits samples, VkImageUsageFlags usage, VkImageTiling tiling, uint32_t *pPropertyCount, VkSparseImageFormatProperties *pProperties), (physicalDevice, format, type, samples, usage, tiling, pPropertyCount, pProperties))
HG(CALL_RESULT, DEVICE, vkQueueBindSparse, queue, VkQueue, queue, (VkQueue queue, uint32_t bindInfoCount, const VkBindSparseInfo *pBindInfo, VkFence fence), (queue, bindInfoCount, pBindInfo, fence))
HG(CREATE, DEVICE, vkCreateFence, device, VkFence, pFence, 1, (VkDevice device, const VkFenceCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkFence *pFence), (device, pCreateInfo, pAllocator, pFence))
HG(DESTROY, DEVICE, vkDestroyFence, device, VkFence, fence, (VkDevice device, VkFence fence, const VkAllocationCallbacks *pAllocator), (device, fence, pAllocator))
HG(CALL_RESULT, DEVICE, vkResetFences, device, VkDevice, device, (VkDevice device, uint32_t fenceCount, const VkFence *pFences), (device, fenceCount, pFences))
HG(CALL_RESULT, DEVICE, vkGetFenceStatus, device, VkFence, fence, (VkDevice device, VkFence fence), (device, fence))
HG(CALL_RESULT, DEVICE, vkWaitForFences, device, VkDevice, device, (VkDevice device, uint32_t fenceCount, const VkFence *pFences, VkBool32 waitAll, uint64_t timeout), (device, fenceCount, pFences, waitAll, timeout))
HG(CREATE, DEVICE, vkCreateSemaphore, device, VkSemaphore, pSemaphore, 1, (VkDevice device, const VkSemaphoreCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSemaphore *pSemaphore), (device, pCreateInfo, pAllocator, pSemaphore))
HG(DESTROY, DEVICE, vkDestroySemaphore, device, VkSemaphore, semaphore, (VkDevice device, VkSemaphore semaphore, const VkAllocationCallbacks *pAllocator), (device, semaphore, pAllocator))
HG(CREATE, DEVICE, vkCreateEvent, device, VkEvent, pEvent, 1, (VkDevice device, const VkEventCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkEvent *pEvent), (device, pCreateInfo, pAllocator, pEvent))
HG(DESTROY, DEVICE, vkDestroyEvent, device, VkEvent, event, (VkDevice device, VkEvent event, const VkAllocationCallbacks *pAllocator), (device, event, pAllocator))
HG(CALL_RESULT, DEVICE, vkGetEventStatus, device, VkEvent, event, (VkDevice device, VkEvent event), (device, event))
HG(CALL_RESULT, DEVICE, vkSetEvent, device, VkEvent, event, (VkDevice device, VkEvent event), (device, event))
HG(CALL_RESULT, DEVICE, vkResetEvent, device, VkEvent, event, (VkDevice device, VkEvent event), (device, event))
HG(CREATE, DEVICE, vkCreateQueryPool, device, VkQueryPool, pQueryPool, 1, (VkDevice device, const VkQueryPoolCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkQueryPool *pQueryPool), (device, pCreateInfo, pAllocator, pQueryPool))
HG(DESTROY, DEVICE, vkDestroyQueryPool, device, VkQueryPool, queryPool, (VkDevice device, VkQueryPool queryPool, const VkAllocationCallbacks *pAllocator), (device, queryPool, pAllocator))
HG(CALL_RESULT, DEVICE, vkGetQueryPoolResults, device, VkQueryPool, queryPool, (VkDevice device, VkQueryPool queryPool, uint32_t firstQuery, uint32_t queryCount, size_t dataSize, void *pData, VkDeviceSize stride, VkQueryResultFlags flags), (device, queryPool, firstQuery, queryCount, dataSize, pData, stride, flags))
HG(CREATE, DEVICE, vkCreateBuffer, device, VkBuffer, pBuffer, 1, (VkDevice device, const VkBufferCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkBuffer *pBuffer), (device, pCreateInfo, pAllocator, pBuffer))
HG(DESTROY, DEVICE, vkDestroyBuffer, device, VkBuffer, buffer, (VkDevice device, VkBuffer buffer, const VkAllocationCallbacks *pAllocator), (device, buffer, pAllocator))
HG(CREATE, DEVICE, vkCreateBufferView, device, VkBufferView, pView, 1, (VkDevice device, const VkBufferViewCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkBufferView *pView), (device, pCreateInfo, pAllocator, pView))
HG(DESTROY, DEVICE, vkDestroyBufferView, device, VkBufferView, bufferView, (VkDevice device, VkBufferView bufferView, const VkAllocationCallbacks *pAllocator), (device, bufferView, pAllocator))
HG(CREATE, DEVICE, vkCreateImage, device, VkImage, pImage, 1, (VkDevice device, const VkImageCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkImage *pImage), (device, pCreateInfo, pAllocator, pImage))
HG(DESTROY, DEVICE, vkDestroyImage, device, VkImage, image, (VkDevice device, VkImage image, const VkAllocationCallbacks *pAllocator), (device, image, pAllocator))
HG(CALL, DEVICE, vkGetImageSubresourceLayout, device, VkImage, image, (VkDevice device, VkImage image, const VkImageSubresource *pSubresource, VkSubresourceLayout *pLayout), (device, image, pSubresource, pLayout))
HG(CREATE, DEVICE, vkCreateImageView, device, VkImageView, pView, 1, (VkDevice device, const VkImageViewCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkImageView *pView), (device, pCreateInfo, pAllocator, pView))
HG(DESTROY, DEVICE, vkDestroyImageView, device, VkImageView, imageView, (VkDevice device, VkImageView imageView, const VkAllocationCallbacks *pAllocator), (device, imageView, pAllocator))
HG(CREATE, DEVICE, vkCreateShaderModule, device, VkShaderModule, pShaderModule, 1, (VkDevice device, const VkShaderModuleCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkShaderModule *pShaderModule), (device, pCreateInfo, pAllocator, pShaderModule))
HG(DESTROY, DEVICE, vkDestroyShaderModule, device, VkShaderModule, shaderModule, (VkDevice device, VkShaderModule shaderModule, const VkAllocationCallbacks *pAllocator), (device, shaderModule, pAllocator))
HG(CREATE, DEVICE, vkCreatePipelineCache, device, VkPipelineCache, pPipelineCache, 1, (VkDevice device, const VkPipelineCacheCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkPipelineCache *pPipelineCache), (device, pCreateInfo, pAllocator, pPipelineCache))
HG(DESTROY, DEVICE, vkDestroyPipelineCache, device, VkPipelineCache, pipelineCache, (VkDevice device, VkPipelineCache pipelineCache, const VkAllocationCallbacks *pAllocator), (device, pipelineCache, pAllocator))
HG(CALL_RESULT, DEVICE, vkGetPipelineCacheData, device, VkPipelineCache, pipelineCache, (VkDevice device, VkPipelineCache pipelineCache, size_t *pDataSize, void *pData), (device, pipelineCache, pDataSize, pData))
HG(CALL_RESULT, DEVICE, vkMergePipelineCaches, device, VkPipelineCache, dstCache, (VkDevice device, VkPipelineCache dstCache, uint32_t srcCacheCount, const VkPipelineCache *pSrcCaches), (device, dstCache, srcCacheCount, pSrcCaches))
HG(CREATE, DEVICE, vkCreateGraphicsPipelines, device, VkPipeline, pPipelines, createInfoCount, (VkDevice device, VkPipelineCache pipelineCache, uint32_t createInfoCount, const VkGraphicsPipelineCreateInfo *pCreateInfos, const VkAllocationCallbacks *pAllocator, VkPipeline *pPipelines), (device, pipelineCache, createInfoCount, pCreateInfos, pAllocator, pPipelines))
HG(CREATE, DEVICE, vkCreateComputePipelines, device, VkPipeline, pPipelines, createInfoCount, (VkDevice device, VkPipelineCache pipelineCache, uint32_t createInfoCount, const VkComputePipelineCreateInfo *pCreateInfos, const VkAllocationCallbacks *pAllocator, VkPipeline *pPipelines), (device, pipelineCache, createInfoCount, pCreateInfos, pAllocator, pPipelines))
HG(DESTROY, DEVICE, vkDestroyPipeline, device, VkPipeline, pipeline, (VkDevice device, VkPipeline pipeline, const VkAllocationCallbacks *pAllocator), (device, pipeline, pAllocator))
HG(CREATE, DEVICE, vkCreatePipelineLayout, device, VkPipelineLayout, pPipelineLayout, 1, (VkDevice device, const VkPipelineLayoutCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkPipelineLayout *pPipelineLayout), (device, pCreateInfo, pAllocator, pPipelineLayout))
HG(DESTROY, DEVICE, vkDestroyPipelineLayout, device, VkPipelineLayout, pipelineLayout, (VkDevice device, VkPipelineLayout pipelineLayout, const VkAllocationCallbacks *pAllocator), (device, pipelineLayout, pAllocator))
HG(CREATE, DEVICE, vkCreateSampler, device, VkSampler, pSampler, 1, (VkDevice device, const VkSamplerCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSampler *pSampler), (device, pCreateInfo, pAllocator, pSampler))
HG(DESTROY, DEVICE, vkDestroySampler, device, VkSampler, sampler, (VkDevice device, VkSampler sampler, const VkAllocationCallbacks *pAllocator), (device, sampler, pAllocator))
HG(CREATE, DEVICE, vkCreateDescriptorSetLayout, device, VkDescriptorSetLayout, pSetLayout, 1, (VkDevice device, const VkDescriptorSetLayoutCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkDescriptorSetLayout *pSetLayout), (device, pCreateInfo, pAllocator, pSetLayout))
HG(DESTROY, DEVICE, vkDestroyDescriptorSetLayout, device, VkDescriptorSetLayout, descriptorSetLayout, (VkDevice device, VkDescriptorSetLayout descriptorSetLayout, const VkAllocationCallbacks *pAllocator), (device, descriptorSetLayout, pAllocator))
HG(CREATE, DEVICE, vkCreateDescriptorPool, device, VkDescriptorPool, pDescriptorPool, 1, (VkDevice device, const VkDescriptorPoolCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkDescriptorPool *pDescriptorPool), (device, pCreateInfo, pAllocator, pDescriptorPool))
HG(DESTROY, DEVICE, vkDestroyDescriptorPool, device, VkDescriptorPool, descriptorPool, (VkDevice device, VkDescriptorPool descriptorPool, const VkAllocationCallbacks *pAllocator), (device, descriptorPool, pAllocator))
HG(BY_HAND, DEVICE, vkResetDescriptorPool, )
HG(BY_HAND, DEVICE, vkAllocateDescriptorSets, )
HG(BY_HAND, DEVICE, vkFreeDescriptorSets, )
HG(CALL, DEVICE, vkUpdateDescriptorSets, device, VkDevice, device, (VkDevice device, uint32_t descriptorWriteCount, const VkWriteDescriptorSet *pDescriptorWrites, uint32_t descriptorCopyCount, const VkCopyDescriptorSet *pDescriptorCopies), (device, descriptorWriteCount, pDescriptorWrites, descriptorCopyCount, pDescriptorCopies))
HG(CREATE, DEVICE, vkCreateFramebuffer, device, VkFramebuffer, pFramebuffer, 1, (VkDevice device, const VkFramebufferCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkFramebuffer *pFramebuffer), (device, pCreateInfo, pAllocator, pFramebuffer))
HG(DESTROY, DEVICE, vkDestroyFramebuffer, device, VkFramebuffer, framebuffer, (VkDevice device, VkFramebuffer framebuffer, const VkAllocationCallbacks *pAllocator), (device, framebuffer, pAllocator))
HG(CREATE, DEVICE, vkCreateRenderPass, device, VkRenderPass, pRenderPass, 1, (VkDevice device, const VkRenderPassCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkRenderPass *pRenderPass), (device, pCreateInfo, pAllocator, pRenderPass))
HG(DESTROY, DEVICE, vkDestroyRenderPass, device, VkRenderPass, renderPass, (VkDevice device, VkRenderPass renderPass, const VkAllocationCallbacks *pAllocator), (device, renderPass, pAllocator))
HG(CALL, DEVICE, vkGetRenderAreaGranularity, device, VkRenderPass, renderPass, (VkDevice device, VkRenderPass renderPass, VkExtent2D *pGranularity), (device, renderPass, pGranularity))
HG(CREATE, DEVICE, vkCreateCommandPool, device, VkCommandPool, pCommandPool, 1, (VkDevice device, const VkCommandPoolCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkCommandPool *pCommandPool), (device, pCreateInfo, pAllocator, pCommandPool))
HG(DESTROY, DEVICE, vkDestroyCommandPool, device, VkCommandPool, commandPool, (VkDevice device, VkCommandPool commandPool, const VkAllocationCallbacks *pAllocator), (device, commandPool, pAllocator))
HG(CALL_RESULT, DEVICE, vkResetCommandPool, device, VkCommandPool, commandPool, (VkDevice device, VkCommandPool commandPool, VkCommandPoolResetFlags flags), (device, commandPool, flags))
HG(BY_HAND, DEVICE, vkAllocateCommandBuffers, )
HG(BY_HAND, DEVICE, vkFreeCommandBuffers, )
HG(CALL_RESULT, DEVICE, vkBeginCommandBuffer, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCommandBufferBeginInfo *pBeginInfo), (commandBuffer, pBeginInfo))
HG(CALL_RESULT, DEVICE, vkEndCommandBuffer, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer), (commandBuffer))
HG(CALL_RESULT, DEVICE, vkResetCommandBuffer, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkCommandBufferResetFlags flags), (commandBuffer, flags))
HG(CALL, DEVICE, vkCmdBindPipeline, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineBindPoint pipelineBindPoint, VkPipeline pipeline), (commandBuffer, pipelineBindPoint, pipeline))
HG(CALL, DEVICE, vkCmdSetViewport, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstViewport, uint32_t viewportCount, const VkViewport *pViewports), (commandBuffer, firstViewport, viewportCount, pViewports))
HG(CALL, DEVICE, vkCmdSetScissor, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstScissor, uint32_t scissorCount, const VkRect2D *pScissors), (commandBuffer, firstScissor, scissorCount, pScissors))
HG(CALL, DEVICE, vkCmdSetLineWidth, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, float lineWidth), (commandBuffer, lineWidth))
HG(CALL, DEVICE, vkCmdSetDepthBias, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, float depthBiasConstantFactor, float depthBiasClamp, float depthBiasSlopeFactor), (commandBuffer, depthBiasConstantFactor, depthBiasClamp, depthBiasSlopeFactor))
HG(CALL, DEVICE, vkCmdSetBlendConstants, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const float blendConstants[4]), (commandBuffer, blendConstants))
HG(CALL, DEVICE, vkCmdSetDepthBounds, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, float minDepthBounds, float maxDepthBounds), (commandBuffer, minDepthBounds, maxDepthBounds))
HG(CALL, DEVICE, vkCmdSetStencilCompareMask, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkStencilFaceFlags faceMask, uint32_t compareMask), (commandBuffer, faceMask, compareMask))
HG(CALL, DEVICE, vkCmdSetStencilWriteMask, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkStencilFaceFlags faceMask, uint32_t writeMask), (commandBuffer, faceMask, writeMask))
HG(CALL, DEVICE, vkCmdSetStencilReference, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkStencilFaceFlags faceMask, uint32_t reference), (commandBuffer, faceMask, reference))
HG(CALL, DEVICE, vkCmdBindDescriptorSets, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineBindPoint pipelineBindPoint, VkPipelineLayout layout, uint32_t firstSet, uint32_t descriptorSetCount, const VkDescriptorSet *pDescriptorSets, uint32_t dynamicOffsetCount, const uint32_t *pDynamicOffsets), (commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, pDescriptorSets, dynamicOffsetCount, pDynamicOffsets))
HG(CALL, DEVICE, vkCmdBindIndexBuffer, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkIndexType indexType), (commandBuffer, buffer, offset, indexType))
HG(CALL, DEVICE, vkCmdBindVertexBuffers, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstBinding, uint32_t bindingCount, const VkBuffer *pBuffers, const VkDeviceSize *pOffsets), (commandBuffer, firstBinding, bindingCount, pBuffers, pOffsets))
HG(CALL, DEVICE, vkCmdDraw, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t vertexCount, uint32_t instanceCount, uint32_t firstVertex, uint32_t firstInstance), (commandBuffer, vertexCount, instanceCount, firstVertex, firstInstance))
HG(CALL, DEVICE, vkCmdDrawIndexed, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t indexCount, uint32_t instanceCount, uint32_t firstIndex, int32_t vertexOffset, uint32_t firstInstance), (commandBuffer, indexCount, instanceCount, firstIndex, vertexOffset, firstInstance))
HG(CALL, DEVICE, vkCmdDrawIndirect, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, uint32_t drawCount, uint32_t stride), (commandBuffer, buffer, offset, drawCount, stride))
HG(CALL, DEVICE, vkCmdDrawIndexedIndirect, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, uint32_t drawCount, uint32_t stride), (commandBuffer, buffer, offset, drawCount, stride))
HG(CALL, DEVICE, vkCmdDispatch, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t groupCountX, uint32_t groupCountY, uint32_t groupCountZ), (commandBuffer, groupCountX, groupCountY, groupCountZ))
HG(CALL, DEVICE, vkCmdDispatchIndirect, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset), (commandBuffer, buffer, offset))
HG(CALL, DEVICE, vkCmdCopyBuffer, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer srcBuffer, VkBuffer dstBuffer, uint32_t regionCount, const VkBufferCopy *pRegions), (commandBuffer, srcBuffer, dstBuffer, regionCount, pRegions))
HG(CALL, DEVICE, vkCmdCopyImage, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkImage srcImage, VkImageLayout srcImageLayout, VkImage dstImage, VkImageLayout dstImageLayout, uint32_t regionCount, const VkImageCopy *pRegions), (commandBuffer, srcImage, srcImageLayout, dstImage, dstImageLayout, regionCount, pRegions))
HG(CALL, DEVICE, vkCmdBlitImage, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkImage srcImage, VkImageLayout srcImageLayout, VkImage dstImage, VkImageLayout dstImageLayout, uint32_t regionCount, const VkImageBlit *pRegions, VkFilter filter), (commandBuffer, srcImage, srcImageLayout, dstImage, dstImageLayout, regionCount, pRegions, filter))
HG(CALL, DEVICE, vkCmdCopyBufferToImage, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer srcBuffer, VkImage dstImage, VkImageLayout dstImageLayout, uint32_t regionCount, const VkBufferImageCopy *pRegions), (commandBuffer, srcBuffer, dstImage, dstImageLayout, regionCount, pRegions))
HG(CALL, DEVICE, vkCmdCopyImageToBuffer, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkImage srcImage, VkImageLayout srcImageLayout, VkBuffer dstBuffer, uint32_t regionCount, const VkBufferImageCopy *pRegions), (commandBuffer, srcImage, srcImageLayout, dstBuffer, regionCount, pRegions))
HG(CALL, DEVICE, vkCmdUpdateBuffer, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer dstBuffer, VkDeviceSize dstOffset, VkDeviceSize dataSize, const void *pData), (commandBuffer, dstBuffer, dstOffset, dataSize, pData))
HG(CALL, DEVICE, vkCmdFillBuffer, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer dstBuffer, VkDeviceSize dstOffset, VkDeviceSize size, uint32_t data), (commandBuffer, dstBuffer, dstOffset, size, data))
HG(CALL, DEVICE, vkCmdClearColorImage, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkImage image, VkImageLayout imageLayout, const VkClearColorValue *pColor, uint32_t rangeCount, const VkImageSubresourceRange *pRanges), (commandBuffer, image, imageLayout, pColor, rangeCount, pRanges))
HG(CALL, DEVICE, vkCmdClearDepthStencilImage, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkImage image, VkImageLayout imageLayout, const VkClearDepthStencilValue *pDepthStencil, uint32_t rangeCount, const VkImageSubresourceRange *pRanges), (commandBuffer, image, imageLayout, pDepthStencil, rangeCount, pRanges))
HG(CALL, DEVICE, vkCmdClearAttachments, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t attachmentCount, const VkClearAttachment *pAttachments, uint32_t rectCount, const VkClearRect *pRects), (commandBuffer, attachmentCount, pAttachments, rectCount, pRects))
HG(CALL, DEVICE, vkCmdResolveImage, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkImage srcImage, VkImageLayout srcImageLayout, VkImage dstImage, VkImageLayout dstImageLayout, uint32_t regionCount, const VkImageResolve *pRegions), (commandBuffer, srcImage, srcImageLayout, dstImage, dstImageLayout, regionCount, pRegions))
HG(CALL, DEVICE, vkCmdSetEvent, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkEvent event, VkPipelineStageFlags stageMask), (commandBuffer, event, stageMask))
HG(CALL, DEVICE, vkCmdResetEvent, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkEvent event, VkPipelineStageFlags stageMask), (commandBuffer, event, stageMask))
HG(CALL, DEVICE, vkCmdWaitEvents, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t eventCount, const VkEvent *pEvents, VkPipelineStageFlags srcStageMask, VkPipelineStageFlags dstStageMask, uint32_t memoryBarrierCount, const VkMemoryBarrier *pMemoryBarriers, uint32_t bufferMemoryBarrierCount, const VkBufferMemoryBarrier *pBufferMemoryBarriers, uint32_t imageMemoryBarrierCount, const VkImageMemoryBarrier *pImageMemoryBarriers), (commandBuffer, eventCount, pEvents, srcStageMask, dstStageMask, memoryBarrierCount, pMemoryBarriers, bufferMemoryBarrierCount, pBufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers))
HG(CALL, DEVICE, vkCmdPipelineBarrier, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineStageFlags srcStageMask, VkPipelineStageFlags dstStageMask, VkDependencyFlags dependencyFlags, uint32_t memoryBarrierCount, const VkMemoryBarrier *pMemoryBarriers, uint32_t bufferMemoryBarrierCount, const VkBufferMemoryBarrier *pBufferMemoryBarriers, uint32_t imageMemoryBarrierCount, const VkImageMemoryBarrier *pImageMemoryBarriers), (commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, pMemoryBarriers, bufferMemoryBarrierCount, pBufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers))
HG(CALL, DEVICE, vkCmdBeginQuery, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkQueryPool queryPool, uint32_t query, VkQueryControlFlags flags), (commandBuffer, queryPool, query, flags))
HG(CALL, DEVICE, vkCmdEndQuery, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkQueryPool queryPool, uint32_t query), (commandBuffer, queryPool, query))
HG(CALL, DEVICE, vkCmdResetQueryPool, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkQueryPool queryPool, uint32_t firstQuery, uint32_t queryCount), (commandBuffer, queryPool, firstQuery, queryCount))
HG(CALL, DEVICE, vkCmdWriteTimestamp, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineStageFlagBits pipelineStage, VkQueryPool queryPool, uint32_t query), (commandBuffer, pipelineStage, queryPool, query))
HG(CALL, DEVICE, vkCmdCopyQueryPoolResults, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkQueryPool queryPool, uint32_t firstQuery, uint32_t queryCount, VkBuffer dstBuffer, VkDeviceSize dstOffset, VkDeviceSize stride, VkQueryResultFlags flags), (commandBuffer, queryPool, firstQuery, queryCount, dstBuffer, dstOffset, stride, flags))
HG(CALL, DEVICE, vkCmdPushConstants, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineLayout layout, VkShaderStageFlags stageFlags, uint32_t offset, uint32_t size, const void *pValues), (commandBuffer, layout, stageFlags, offset, size, pValues))
HG(CALL, DEVICE, vkCmdBeginRenderPass, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkRenderPassBeginInfo *pRenderPassBegin, VkSubpassContents contents), (commandBuffer, pRenderPassBegin, contents))
HG(CALL, DEVICE, vkCmdNextSubpass, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkSubpassContents contents), (commandBuffer, contents))
HG(CALL, DEVICE, vkCmdEndRenderPass, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer), (commandBuffer))
HG(CALL, DEVICE, vkCmdExecuteCommands, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t commandBufferCount, const VkCommandBuffer *pCommandBuffers), (commandBuffer, commandBufferCount, pCommandBuffers))
#endif
#ifdef VK_VERSION_1_1
HG(CALL_RESULT, DEVICE, vkBindBufferMemory2, device, VkDevice, device, (VkDevice device, uint32_t bindInfoCount, const VkBindBufferMemoryInfo *pBindInfos), (device, bindInfoCount, pBindInfos))
HG(CALL_RESULT, DEVICE, vkBindImageMemory2, device, VkDevice, device, (VkDevice device, uint32_t bindInfoCount, const VkBindImageMemoryInfo *pBindInfos), (device, bindInfoCount, pBindInfos))
HG(CALL, DEVICE, vkGetDeviceGroupPeerMemoryFeatures, device, VkDevice, device, (VkDevice device, uint32_t heapIndex, uint32_t localDeviceIndex, uint32_t remoteDeviceIndex, VkPeerMemoryFeatureFlags *pPeerMemoryFeatures), (device, heapIndex, localDeviceIndex, remoteDeviceIndex, pPeerMemoryFeatures))
HG(CALL, DEVICE, vkCmdSetDeviceMask, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t deviceMask), (commandBuffer, deviceMask))
HG(CALL, DEVICE, vkCmdDispatchBase, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t baseGroupX, uint32_t baseGroupY, uint32_t baseGroupZ, uint32_t groupCountX, uint32_t groupCountY, uint32_t groupCountZ), (commandBuffer, baseGroupX, baseGroupY, baseGroupZ, groupCountX, groupCountY, groupCountZ))
HG(CALL_RESULT, INSTANCE, vkEnumeratePhysicalDeviceGroups, instance, VkInstance, instance, (VkInstance instance, uint32_t *pPhysicalDeviceGroupCount, VkPhysicalDeviceGroupProperties *pPhysicalDeviceGroupProperties), (instance, pPhysicalDeviceGroupCount, pPhysicalDeviceGroupProperties))
HG(CALL, DEVICE, vkGetImageMemoryRequirements2, device, VkDevice, device, (VkDevice device, const VkImageMemoryRequirementsInfo2 *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkGetBufferMemoryRequirements2, device, VkDevice, device, (VkDevice device, const VkBufferMemoryRequirementsInfo2 *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkGetImageSparseMemoryRequirements2, device, VkDevice, device, (VkDevice device, const VkImageSparseMemoryRequirementsInfo2 *pInfo, uint32_t *pSparseMemoryRequirementCount, VkSparseImageMemoryRequirements2 *pSparseMemoryRequirements), (device, pInfo, pSparseMemoryRequirementCount, pSparseMemoryRequirements))
HG(CALL, INSTANCE, vkGetPhysicalDeviceFeatures2, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceFeatures2 *pFeatures), (physicalDevice, pFeatures))
HG(CALL, INSTANCE, vkGetPhysicalDeviceProperties2, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceProperties2 *pProperties), (physicalDevice, pProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceFormatProperties2, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkFormat format, VkFormatProperties2 *pFormatProperties), (physicalDevice, format, pFormatProperties))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceImageFormatProperties2, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceImageFormatInfo2 *pImageFormatInfo, VkImageFormatProperties2 *pImageFormatProperties), (physicalDevice, pImageFormatInfo, pImageFormatProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceQueueFamilyProperties2, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pQueueFamilyPropertyCount, VkQueueFamilyProperties2 *pQueueFamilyProperties), (physicalDevice, pQueueFamilyPropertyCount, pQueueFamilyProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceMemoryProperties2, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceMemoryProperties2 *pMemoryProperties), (physicalDevice, pMemoryProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceSparseImageFormatProperties2, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceSparseImageFormatInfo2 *pFormatInfo, uint32_t *pPropertyCount, VkSparseImageFormatProperties2 *pProperties), (physicalDevice, pFormatInfo, pPropertyCount, pProperties))
HG(CALL, DEVICE, vkTrimCommandPool, device, VkCommandPool, commandPool, (VkDevice device, VkCommandPool commandPool, VkCommandPoolTrimFlags flags), (device, commandPool, flags))
HG(BY_HAND, DEVICE, vkGetDeviceQueue2, )
HG(CREATE, DEVICE, vkCreateSamplerYcbcrConversion, device, VkSamplerYcbcrConversion, pYcbcrConversion, 1, (VkDevice device, const VkSamplerYcbcrConversionCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSamplerYcbcrConversion *pYcbcrConversion), (device, pCreateInfo, pAllocator, pYcbcrConversion))
HG(DESTROY, DEVICE, vkDestroySamplerYcbcrConversion, device, VkSamplerYcbcrConversion, ycbcrConversion, (VkDevice device, VkSamplerYcbcrConversion ycbcrConversion, const VkAllocationCallbacks *pAllocator), (device, ycbcrConversion, pAllocator))
HG(CREATE, DEVICE, vkCreateDescriptorUpdateTemplate, device, VkDescriptorUpdateTemplate, pDescriptorUpdateTemplate, 1, (VkDevice device, const VkDescriptorUpdateTemplateCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkDescriptorUpdateTemplate *pDescriptorUpdateTemplate), (device, pCreateInfo, pAllocator, pDescriptorUpdateTemplate))
HG(DESTROY, DEVICE, vkDestroyDescriptorUpdateTemplate, device, VkDescriptorUpdateTemplate, descriptorUpdateTemplate, (VkDevice device, VkDescriptorUpdateTemplate descriptorUpdateTemplate, const VkAllocationCallbacks *pAllocator), (device, descriptorUpdateTemplate, pAllocator))
HG(CALL, DEVICE, vkUpdateDescriptorSetWithTemplate, device, VkDescriptorSet, descriptorSet, (VkDevice device, VkDescriptorSet descriptorSet, VkDescriptorUpdateTemplate descriptorUpdateTemplate, const void *pData), (device, descriptorSet, descriptorUpdateTemplate, pData))
HG(CALL, INSTANCE, vkGetPhysicalDeviceExternalBufferProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceExternalBufferInfo *pExternalBufferInfo, VkExternalBufferProperties *pExternalBufferProperties), (physicalDevice, pExternalBufferInfo, pExternalBufferProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceExternalFenceProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceExternalFenceInfo *pExternalFenceInfo, VkExternalFenceProperties *pExternalFenceProperties), (physicalDevice, pExternalFenceInfo, pExternalFenceProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceExternalSemaphoreProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceExternalSemaphoreInfo *pExternalSemaphoreInfo, VkExternalSemaphoreProperties *pExternalSemaphoreProperties), (physicalDevice, pExternalSemaphoreInfo, pExternalSemaphoreProperties))
HG(CALL, DEVICE, vkGetDescriptorSetLayoutSupport, device, VkDevice, device, (VkDevice device, const VkDescriptorSetLayoutCreateInfo *pCreateInfo, VkDescriptorSetLayoutSupport *pSupport), (device, pCreateInfo, pSupport))
#endif
#ifdef VK_VERSION_1_2
HG(CALL, DEVICE, vkCmdDrawIndirectCount, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkBuffer countBuffer, VkDeviceSize countBufferOffset, uint32_t maxDrawCount, uint32_t stride), (commandBuffer, buffer, offset, countBuffer, countBufferOffset, maxDrawCount, stride))
HG(CALL, DEVICE, vkCmdDrawIndexedIndirectCount, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkBuffer countBuffer, VkDeviceSize countBufferOffset, uint32_t maxDrawCount, uint32_t stride), (commandBuffer, buffer, offset, countBuffer, countBufferOffset, maxDrawCount, stride))
HG(CREATE, DEVICE, vkCreateRenderPass2, device, VkRenderPass, pRenderPass, 1, (VkDevice device, const VkRenderPassCreateInfo2 *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkRenderPass *pRenderPass), (device, pCreateInfo, pAllocator, pRenderPass))
HG(CALL, DEVICE, vkCmdBeginRenderPass2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkRenderPassBeginInfo *pRenderPassBegin, const VkSubpassBeginInfo *pSubpassBeginInfo), (commandBuffer, pRenderPassBegin, pSubpassBeginInfo))
HG(CALL, DEVICE, vkCmdNextSubpass2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkSubpassBeginInfo *pSubpassBeginInfo, const VkSubpassEndInfo *pSubpassEndInfo), (commandBuffer, pSubpassBeginInfo, pSubpassEndInfo))
HG(CALL, DEVICE, vkCmdEndRenderPass2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkSubpassEndInfo *pSubpassEndInfo), (commandBuffer, pSubpassEndInfo))
HG(CALL, DEVICE, vkResetQueryPool, device, VkQueryPool, queryPool, (VkDevice device, VkQueryPool queryPool, uint32_t firstQuery, uint32_t queryCount), (device, queryPool, firstQuery, queryCount))
HG(CALL_RESULT, DEVICE, vkGetSemaphoreCounterValue, device, VkSemaphore, semaphore, (VkDevice device, VkSemaphore semaphore, uint64_t *pValue), (device, semaphore, pValue))
HG(CALL_RESULT, DEVICE, vkWaitSemaphores, device, VkDevice, device, (VkDevice device, const VkSemaphoreWaitInfo *pWaitInfo, uint64_t timeout), (device, pWaitInfo, timeout))
HG(CALL_RESULT, DEVICE, vkSignalSemaphore, device, VkDevice, device, (VkDevice device, const VkSemaphoreSignalInfo *pSignalInfo), (device, pSignalInfo))
HG(CALL_VALUE, DEVICE, vkGetBufferDeviceAddress, VkDeviceAddress, device, VkDevice, device, (VkDevice device, const VkBufferDeviceAddressInfo *pInfo), (device, pInfo))
HG(CALL_VALUE, DEVICE, vkGetBufferOpaqueCaptureAddress, uint64_t, device, VkDevice, device, (VkDevice device, const VkBufferDeviceAddressInfo *pInfo), (device, pInfo))
HG(CALL_VALUE, DEVICE, vkGetDeviceMemoryOpaqueCaptureAddress, uint64_t, device, VkDevice, device, (VkDevice device, const VkDeviceMemoryOpaqueCaptureAddressInfo *pInfo), (device, pInfo))
#endif
#ifdef VK_VERSION_1_3
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceToolProperties, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pToolCount, VkPhysicalDeviceToolProperties *pToolProperties), (physicalDevice, pToolCount, pToolProperties))
HG(CREATE, DEVICE, vkCreatePrivateDataSlot, device, VkPrivateDataSlot, pPrivateDataSlot, 1, (VkDevice device, const VkPrivateDataSlotCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkPrivateDataSlot *pPrivateDataSlot), (device, pCreateInfo, pAllocator, pPrivateDataSlot))
HG(DESTROY, DEVICE, vkDestroyPrivateDataSlot, device, VkPrivateDataSlot, privateDataSlot, (VkDevice device, VkPrivateDataSlot privateDataSlot, const VkAllocationCallbacks *pAllocator), (device, privateDataSlot, pAllocator))
HG(CALL_RESULT, DEVICE, vkSetPrivateData, device, VkDevice, device, (VkDevice device, VkObjectType objectType, uint64_t objectHandle, VkPrivateDataSlot privateDataSlot, uint64_t data), (device, objectType, objectHandle, privateDataSlot, data))
HG(CALL, DEVICE, vkGetPrivateData, device, VkDevice, device, (VkDevice device, VkObjectType objectType, uint64_t objectHandle, VkPrivateDataSlot privateDataSlot, uint64_t *pData), (device, objectType, objectHandle, privateDataSlot, pData))
HG(CALL, DEVICE, vkCmdSetEvent2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkEvent event, const VkDependencyInfo *pDependencyInfo), (commandBuffer, event, pDependencyInfo))
HG(CALL, DEVICE, vkCmdResetEvent2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkEvent event, VkPipelineStageFlags2 stageMask), (commandBuffer, event, stageMask))
HG(CALL, DEVICE, vkCmdWaitEvents2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t eventCount, const VkEvent *pEvents, const VkDependencyInfo *pDependencyInfos), (commandBuffer, eventCount, pEvents, pDependencyInfos))
HG(CALL, DEVICE, vkCmdPipelineBarrier2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkDependencyInfo *pDependencyInfo), (commandBuffer, pDependencyInfo))
HG(CALL, DEVICE, vkCmdWriteTimestamp2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineStageFlags2 stage, VkQueryPool queryPool, uint32_t query), (commandBuffer, stage, queryPool, query))
HG(CALL_RESULT, DEVICE, vkQueueSubmit2, queue, VkQueue, queue, (VkQueue queue, uint32_t submitCount, const VkSubmitInfo2 *pSubmits, VkFence fence), (queue, submitCount, pSubmits, fence))
HG(CALL, DEVICE, vkCmdCopyBuffer2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyBufferInfo2 *pCopyBufferInfo), (commandBuffer, pCopyBufferInfo))
HG(CALL, DEVICE, vkCmdCopyImage2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyImageInfo2 *pCopyImageInfo), (commandBuffer, pCopyImageInfo))
HG(CALL, DEVICE, vkCmdCopyBufferToImage2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyBufferToImageInfo2 *pCopyBufferToImageInfo), (commandBuffer, pCopyBufferToImageInfo))
HG(CALL, DEVICE, vkCmdCopyImageToBuffer2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyImageToBufferInfo2 *pCopyImageToBufferInfo), (commandBuffer, pCopyImageToBufferInfo))
HG(CALL, DEVICE, vkCmdBlitImage2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkBlitImageInfo2 *pBlitImageInfo), (commandBuffer, pBlitImageInfo))
HG(CALL, DEVICE, vkCmdResolveImage2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkResolveImageInfo2 *pResolveImageInfo), (commandBuffer, pResolveImageInfo))
HG(CALL, DEVICE, vkCmdBeginRendering, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkRenderingInfo *pRenderingInfo), (commandBuffer, pRenderingInfo))
HG(CALL, DEVICE, vkCmdEndRendering, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer), (commandBuffer))
HG(CALL, DEVICE, vkCmdSetCullMode, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkCullModeFlags cullMode), (commandBuffer, cullMode))
HG(CALL, DEVICE, vkCmdSetFrontFace, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkFrontFace frontFace), (commandBuffer, frontFace))
HG(CALL, DEVICE, vkCmdSetPrimitiveTopology, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPrimitiveTopology primitiveTopology), (commandBuffer, primitiveTopology))
HG(CALL, DEVICE, vkCmdSetViewportWithCount, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t viewportCount, const VkViewport *pViewports), (commandBuffer, viewportCount, pViewports))
HG(CALL, DEVICE, vkCmdSetScissorWithCount, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t scissorCount, const VkRect2D *pScissors), (commandBuffer, scissorCount, pScissors))
HG(CALL, DEVICE, vkCmdBindVertexBuffers2, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstBinding, uint32_t bindingCount, const VkBuffer *pBuffers, const VkDeviceSize *pOffsets, const VkDeviceSize *pSizes, const VkDeviceSize *pStrides), (commandBuffer, firstBinding, bindingCount, pBuffers, pOffsets, pSizes, pStrides))
HG(CALL, DEVICE, vkCmdSetDepthTestEnable, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthTestEnable), (commandBuffer, depthTestEnable))
HG(CALL, DEVICE, vkCmdSetDepthWriteEnable, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthWriteEnable), (commandBuffer, depthWriteEnable))
HG(CALL, DEVICE, vkCmdSetDepthCompareOp, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkCompareOp depthCompareOp), (commandBuffer, depthCompareOp))
HG(CALL, DEVICE, vkCmdSetDepthBoundsTestEnable, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthBoundsTestEnable), (commandBuffer, depthBoundsTestEnable))
HG(CALL, DEVICE, vkCmdSetStencilTestEnable, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 stencilTestEnable), (commandBuffer, stencilTestEnable))
HG(CALL, DEVICE, vkCmdSetStencilOp, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkStencilFaceFlags faceMask, VkStencilOp failOp, VkStencilOp passOp, VkStencilOp depthFailOp, VkCompareOp compareOp), (commandBuffer, faceMask, failOp, passOp, depthFailOp, compareOp))
HG(CALL, DEVICE, vkCmdSetRasterizerDiscardEnable, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 rasterizerDiscardEnable), (commandBuffer, rasterizerDiscardEnable))
HG(CALL, DEVICE, vkCmdSetDepthBiasEnable, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthBiasEnable), (commandBuffer, depthBiasEnable))
HG(CALL, DEVICE, vkCmdSetPrimitiveRestartEnable, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 primitiveRestartEnable), (commandBuffer, primitiveRestartEnable))
HG(CALL, DEVICE, vkGetDeviceBufferMemoryRequirements, device, VkDevice, device, (VkDevice device, const VkDeviceBufferMemoryRequirements *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkGetDeviceImageMemoryRequirements, device, VkDevice, device, (VkDevice device, const VkDeviceImageMemoryRequirements *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkGetDeviceImageSparseMemoryRequirements, device, VkDevice, device, (VkDevice device, const VkDeviceImageMemoryRequirements *pInfo, uint32_t *pSparseMemoryRequirementCount, VkSparseImageMemoryRequirements2 *pSparseMemoryRequirements), (device, pInfo, pSparseMemoryRequirementCount, pSparseMemoryRequirements))
#endif
#ifdef VK_KHR_surface
HG(DESTROY, INSTANCE, vkDestroySurfaceKHR, instance, VkSurfaceKHR, surface, (VkInstance instance, VkSurfaceKHR surface, const VkAllocationCallbacks *pAllocator), (instance, surface, pAllocator))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceSurfaceSupportKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t queueFamilyIndex, VkSurfaceKHR surface, VkBool32 *pSupported), (physicalDevice, queueFamilyIndex, surface, pSupported))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceSurfaceCapabilitiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkSurfaceKHR surface, VkSurfaceCapabilitiesKHR *pSurfaceCapabilities), (physicalDevice, surface, pSurfaceCapabilities))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceSurfaceFormatsKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkSurfaceKHR surface, uint32_t *pSurfaceFormatCount, VkSurfaceFormatKHR *pSurfaceFormats), (physicalDevice, surface, pSurfaceFormatCount, pSurfaceFormats))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceSurfacePresentModesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkSurfaceKHR surface, uint32_t *pPresentModeCount, VkPresentModeKHR *pPresentModes), (physicalDevice, surface, pPresentModeCount, pPresentModes))
#endif
#ifdef VK_KHR_swapchain
HG(CREATE, DEVICE, vkCreateSwapchainKHR, device, VkSwapchainKHR, pSwapchain, 1, (VkDevice device, const VkSwapchainCreateInfoKHR *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSwapchainKHR *pSwapchain), (device, pCreateInfo, pAllocator, pSwapchain))
HG(DESTROY, DEVICE, vkDestroySwapchainKHR, device, VkSwapchainKHR, swapchain, (VkDevice device, VkSwapchainKHR swapchain, const VkAllocationCallbacks *pAllocator), (device, swapchain, pAllocator))
HG(CALL_RESULT, DEVICE, vkGetSwapchainImagesKHR, device, VkSwapchainKHR, swapchain, (VkDevice device, VkSwapchainKHR swapchain, uint32_t *pSwapchainImageCount, VkImage *pSwapchainImages), (device, swapchain, pSwapchainImageCount, pSwapchainImages))
HG(CALL_RESULT, DEVICE, vkAcquireNextImageKHR, device, VkSwapchainKHR, swapchain, (VkDevice device, VkSwapchainKHR swapchain, uint64_t timeout, VkSemaphore semaphore, VkFence fence, uint32_t *pImageIndex), (device, swapchain, timeout, semaphore, fence, pImageIndex))
HG(CALL_RESULT, DEVICE, vkQueuePresentKHR, queue, VkQueue, queue, (VkQueue queue, const VkPresentInfoKHR *pPresentInfo), (queue, pPresentInfo))
HG(CALL_RESULT, DEVICE, vkGetDeviceGroupPresentCapabilitiesKHR, device, VkDevice, device, (VkDevice device, VkDeviceGroupPresentCapabilitiesKHR *pDeviceGroupPresentCapabilities), (device, pDeviceGroupPresentCapabilities))
HG(CALL_RESULT, DEVICE, vkGetDeviceGroupSurfacePresentModesKHR, device, VkSurfaceKHR, surface, (VkDevice device, VkSurfaceKHR surface, VkDeviceGroupPresentModeFlagsKHR *pModes), (device, surface, pModes))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDevicePresentRectanglesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkSurfaceKHR surface, uint32_t *pRectCount, VkRect2D *pRects), (physicalDevice, surface, pRectCount, pRects))
HG(CALL_RESULT, DEVICE, vkAcquireNextImage2KHR, device, VkDevice, device, (VkDevice device, const VkAcquireNextImageInfoKHR *pAcquireInfo, uint32_t *pImageIndex), (device, pAcquireInfo, pImageIndex))
#endif
#ifdef VK_KHR_display
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceDisplayPropertiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pPropertyCount, VkDisplayPropertiesKHR *pProperties), (physicalDevice, pPropertyCount, pProperties))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceDisplayPlanePropertiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pPropertyCount, VkDisplayPlanePropertiesKHR *pProperties), (physicalDevice, pPropertyCount, pProperties))
HG(CALL_RESULT, INSTANCE, vkGetDisplayPlaneSupportedDisplaysKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t planeIndex, uint32_t *pDisplayCount, VkDisplayKHR *pDisplays), (physicalDevice, planeIndex, pDisplayCount, pDisplays))
HG(CALL_RESULT, INSTANCE, vkGetDisplayModePropertiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkDisplayKHR display, uint32_t *pPropertyCount, VkDisplayModePropertiesKHR *pProperties), (physicalDevice, display, pPropertyCount, pProperties))
HG(CREATE, INSTANCE, vkCreateDisplayModeKHR, physicalDevice, VkDisplayModeKHR, pMode, 1, (VkPhysicalDevice physicalDevice, VkDisplayKHR display, const VkDisplayModeCreateInfoKHR *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkDisplayModeKHR *pMode), (physicalDevice, display, pCreateInfo, pAllocator, pMode))
HG(CALL_RESULT, INSTANCE, vkGetDisplayPlaneCapabilitiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkDisplayModeKHR mode, uint32_t planeIndex, VkDisplayPlaneCapabilitiesKHR *pCapabilities), (physicalDevice, mode, planeIndex, pCapabilities))
HG(CREATE, INSTANCE, vkCreateDisplayPlaneSurfaceKHR, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const VkDisplaySurfaceCreateInfoKHR *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
#endif
#ifdef VK_KHR_display_swapchain
HG(CREATE, DEVICE, vkCreateSharedSwapchainsKHR, device, VkSwapchainKHR, pSwapchains, swapchainCount, (VkDevice device, uint32_t swapchainCount, const VkSwapchainCreateInfoKHR *pCreateInfos, const VkAllocationCallbacks *pAllocator, VkSwapchainKHR *pSwapchains), (device, swapchainCount, pCreateInfos, pAllocator, pSwapchains))
#endif
#ifdef VK_KHR_video_queue
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceVideoCapabilitiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkVideoProfileInfoKHR *pVideoProfile, VkVideoCapabilitiesKHR *pCapabilities), (physicalDevice, pVideoProfile, pCapabilities))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceVideoFormatPropertiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceVideoFormatInfoKHR *pVideoFormatInfo, uint32_t *pVideoFormatPropertyCount, VkVideoFormatPropertiesKHR *pVideoFormatProperties), (physicalDevice, pVideoFormatInfo, pVideoFormatPropertyCount, pVideoFormatProperties))
HG(CREATE, DEVICE, vkCreateVideoSessionKHR, device, VkVideoSessionKHR, pVideoSession, 1, (VkDevice device, const VkVideoSessionCreateInfoKHR *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkVideoSessionKHR *pVideoSession), (device, pCreateInfo, pAllocator, pVideoSession))
HG(DESTROY, DEVICE, vkDestroyVideoSessionKHR, device, VkVideoSessionKHR, videoSession, (VkDevice device, VkVideoSessionKHR videoSession, const VkAllocationCallbacks *pAllocator), (device, videoSession, pAllocator))
HG(CALL_RESULT, DEVICE, vkGetVideoSessionMemoryRequirementsKHR, device, VkVideoSessionKHR, videoSession, (VkDevice device, VkVideoSessionKHR videoSession, uint32_t *pMemoryRequirementsCount, VkVideoSessionMemoryRequirementsKHR *pMemoryRequirements), (device, videoSession, pMemoryRequirementsCount, pMemoryRequirements))
HG(CALL_RESULT, DEVICE, vkBindVideoSessionMemoryKHR, device, VkVideoSessionKHR, videoSession, (VkDevice device, VkVideoSessionKHR videoSession, uint32_t bindSessionMemoryInfoCount, const VkBindVideoSessionMemoryInfoKHR *pBindSessionMemoryInfos), (device, videoSession, bindSessionMemoryInfoCount, pBindSessionMemoryInfos))
HG(CREATE, DEVICE, vkCreateVideoSessionParametersKHR, device, VkVideoSessionParametersKHR, pVideoSessionParameters, 1, (VkDevice device, const VkVideoSessionParametersCreateInfoKHR *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkVideoSessionParametersKHR *pVideoSessionParameters), (device, pCreateInfo, pAllocator, pVideoSessionParameters))
HG(CALL_RESULT, DEVICE, vkUpdateVideoSessionParametersKHR, device, VkVideoSessionParametersKHR, videoSessionParameters, (VkDevice device, VkVideoSessionParametersKHR videoSessionParameters, const VkVideoSessionParametersUpdateInfoKHR *pUpdateInfo), (device, videoSessionParameters, pUpdateInfo))
HG(DESTROY, DEVICE, vkDestroyVideoSessionParametersKHR, device, VkVideoSessionParametersKHR, videoSessionParameters, (VkDevice device, VkVideoSessionParametersKHR videoSessionParameters, const VkAllocationCallbacks *pAllocator), (device, videoSessionParameters, pAllocator))
HG(CALL, DEVICE, vkCmdBeginVideoCodingKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkVideoBeginCodingInfoKHR *pBeginInfo), (commandBuffer, pBeginInfo))
HG(CALL, DEVICE, vkCmdEndVideoCodingKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkVideoEndCodingInfoKHR *pEndCodingInfo), (commandBuffer, pEndCodingInfo))
HG(CALL, DEVICE, vkCmdControlVideoCodingKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkVideoCodingControlInfoKHR *pCodingControlInfo), (commandBuffer, pCodingControlInfo))
#endif
#ifdef VK_KHR_video_decode_queue
HG(CALL, DEVICE, vkCmdDecodeVideoKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkVideoDecodeInfoKHR *pDecodeInfo), (commandBuffer, pDecodeInfo))
#endif
#ifdef VK_KHR_dynamic_rendering
HG(CALL, DEVICE, vkCmdBeginRenderingKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkRenderingInfo *pRenderingInfo), (commandBuffer, pRenderingInfo))
HG(CALL, DEVICE, vkCmdEndRenderingKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer), (commandBuffer))
#endif
#ifdef VK_KHR_get_physical_device_properties2
HG(CALL, INSTANCE, vkGetPhysicalDeviceFeatures2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceFeatures2 *pFeatures), (physicalDevice, pFeatures))
HG(CALL, INSTANCE, vkGetPhysicalDeviceProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceProperties2 *pProperties), (physicalDevice, pProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceFormatProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkFormat format, VkFormatProperties2 *pFormatProperties), (physicalDevice, format, pFormatProperties))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceImageFormatProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceImageFormatInfo2 *pImageFormatInfo, VkImageFormatProperties2 *pImageFormatProperties), (physicalDevice, pImageFormatInfo, pImageFormatProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceQueueFamilyProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pQueueFamilyPropertyCount, VkQueueFamilyProperties2 *pQueueFamilyProperties), (physicalDevice, pQueueFamilyPropertyCount, pQueueFamilyProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceMemoryProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkPhysicalDeviceMemoryProperties2 *pMemoryProperties), (physicalDevice, pMemoryProperties))
HG(CALL, INSTANCE, vkGetPhysicalDeviceSparseImageFormatProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceSparseImageFormatInfo2 *pFormatInfo, uint32_t *pPropertyCount, VkSparseImageFormatProperties2 *pProperties), (physicalDevice, pFormatInfo, pPropertyCount, pProperties))
#endif
#ifdef VK_KHR_device_group
HG(CALL, DEVICE, vkGetDeviceGroupPeerMemoryFeaturesKHR, device, VkDevice, device, (VkDevice device, uint32_t heapIndex, uint32_t localDeviceIndex, uint32_t remoteDeviceIndex, VkPeerMemoryFeatureFlags *pPeerMemoryFeatures), (device, heapIndex, localDeviceIndex, remoteDeviceIndex, pPeerMemoryFeatures))
HG(CALL, DEVICE, vkCmdSetDeviceMaskKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t deviceMask), (commandBuffer, deviceMask))
HG(CALL, DEVICE, vkCmdDispatchBaseKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t baseGroupX, uint32_t baseGroupY, uint32_t baseGroupZ, uint32_t groupCountX, uint32_t groupCountY, uint32_t groupCountZ), (commandBuffer, baseGroupX, baseGroupY, baseGroupZ, groupCountX, groupCountY, groupCountZ))
#endif
#ifdef VK_KHR_maintenance1
HG(CALL, DEVICE, vkTrimCommandPoolKHR, device, VkCommandPool, commandPool, (VkDevice device, VkCommandPool commandPool, VkCommandPoolTrimFlags flags), (device, commandPool, flags))
#endif
#ifdef VK_KHR_device_group_creation
HG(CALL_RESULT, INSTANCE, vkEnumeratePhysicalDeviceGroupsKHR, instance, VkInstance, instance, (VkInstance instance, uint32_t *pPhysicalDeviceGroupCount, VkPhysicalDeviceGroupProperties *pPhysicalDeviceGroupProperties), (instance, pPhysicalDeviceGroupCount, pPhysicalDeviceGroupProperties))
#endif
#ifdef VK_KHR_external_memory_capabilities
HG(CALL, INSTANCE, vkGetPhysicalDeviceExternalBufferPropertiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceExternalBufferInfo *pExternalBufferInfo, VkExternalBufferProperties *pExternalBufferProperties), (physicalDevice, pExternalBufferInfo, pExternalBufferProperties))
#endif
#ifdef VK_KHR_external_memory_fd
HG(CALL_RESULT, DEVICE, vkGetMemoryFdKHR, device, VkDevice, device, (VkDevice device, const VkMemoryGetFdInfoKHR *pGetFdInfo, int *pFd), (device, pGetFdInfo, pFd))
HG(CALL_RESULT, DEVICE, vkGetMemoryFdPropertiesKHR, device, VkDevice, device, (VkDevice device, VkExternalMemoryHandleTypeFlagBits handleType, int fd, VkMemoryFdPropertiesKHR *pMemoryFdProperties), (device, handleType, fd, pMemoryFdProperties))
#endif
#ifdef VK_KHR_external_semaphore_capabilities
HG(CALL, INSTANCE, vkGetPhysicalDeviceExternalSemaphorePropertiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceExternalSemaphoreInfo *pExternalSemaphoreInfo, VkExternalSemaphoreProperties *pExternalSemaphoreProperties), (physicalDevice, pExternalSemaphoreInfo, pExternalSemaphoreProperties))
#endif
#ifdef VK_KHR_external_semaphore_fd
HG(CALL_RESULT, DEVICE, vkImportSemaphoreFdKHR, device, VkDevice, device, (VkDevice device, const VkImportSemaphoreFdInfoKHR *pImportSemaphoreFdInfo), (device, pImportSemaphoreFdInfo))
HG(CALL_RESULT, DEVICE, vkGetSemaphoreFdKHR, device, VkDevice, device, (VkDevice device, const VkSemaphoreGetFdInfoKHR *pGetFdInfo, int *pFd), (device, pGetFdInfo, pFd))
#endif
#ifdef VK_KHR_push_descriptor
HG(CALL, DEVICE, vkCmdPushDescriptorSetKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineBindPoint pipelineBindPoint, VkPipelineLayout layout, uint32_t set, uint32_t descriptorWriteCount, const VkWriteDescriptorSet *pDescriptorWrites), (commandBuffer, pipelineBindPoint, layout, set, descriptorWriteCount, pDescriptorWrites))
HG(CALL, DEVICE, vkCmdPushDescriptorSetWithTemplateKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkDescriptorUpdateTemplate descriptorUpdateTemplate, VkPipelineLayout layout, uint32_t set, const void *pData), (commandBuffer, descriptorUpdateTemplate, layout, set, pData))
#endif
#ifdef VK_KHR_descriptor_update_template
HG(CREATE, DEVICE, vkCreateDescriptorUpdateTemplateKHR, device, VkDescriptorUpdateTemplate, pDescriptorUpdateTemplate, 1, (VkDevice device, const VkDescriptorUpdateTemplateCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkDescriptorUpdateTemplate *pDescriptorUpdateTemplate), (device, pCreateInfo, pAllocator, pDescriptorUpdateTemplate))
HG(DESTROY, DEVICE, vkDestroyDescriptorUpdateTemplateKHR, device, VkDescriptorUpdateTemplate, descriptorUpdateTemplate, (VkDevice device, VkDescriptorUpdateTemplate descriptorUpdateTemplate, const VkAllocationCallbacks *pAllocator), (device, descriptorUpdateTemplate, pAllocator))
HG(CALL, DEVICE, vkUpdateDescriptorSetWithTemplateKHR, device, VkDescriptorSet, descriptorSet, (VkDevice device, VkDescriptorSet descriptorSet, VkDescriptorUpdateTemplate descriptorUpdateTemplate, const void *pData), (device, descriptorSet, descriptorUpdateTemplate, pData))
#endif
#ifdef VK_KHR_create_renderpass2
HG(CREATE, DEVICE, vkCreateRenderPass2KHR, device, VkRenderPass, pRenderPass, 1, (VkDevice device, const VkRenderPassCreateInfo2 *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkRenderPass *pRenderPass), (device, pCreateInfo, pAllocator, pRenderPass))
HG(CALL, DEVICE, vkCmdBeginRenderPass2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkRenderPassBeginInfo *pRenderPassBegin, const VkSubpassBeginInfo *pSubpassBeginInfo), (commandBuffer, pRenderPassBegin, pSubpassBeginInfo))
HG(CALL, DEVICE, vkCmdNextSubpass2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkSubpassBeginInfo *pSubpassBeginInfo, const VkSubpassEndInfo *pSubpassEndInfo), (commandBuffer, pSubpassBeginInfo, pSubpassEndInfo))
HG(CALL, DEVICE, vkCmdEndRenderPass2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkSubpassEndInfo *pSubpassEndInfo), (commandBuffer, pSubpassEndInfo))
#endif
#ifdef VK_KHR_shared_presentable_image
HG(CALL_RESULT, DEVICE, vkGetSwapchainStatusKHR, device, VkSwapchainKHR, swapchain, (VkDevice device, VkSwapchainKHR swapchain), (device, swapchain))
#endif
#ifdef VK_KHR_external_fence_capabilities
HG(CALL, INSTANCE, vkGetPhysicalDeviceExternalFencePropertiesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceExternalFenceInfo *pExternalFenceInfo, VkExternalFenceProperties *pExternalFenceProperties), (physicalDevice, pExternalFenceInfo, pExternalFenceProperties))
#endif
#ifdef VK_KHR_external_fence_fd
HG(CALL_RESULT, DEVICE, vkImportFenceFdKHR, device, VkDevice, device, (VkDevice device, const VkImportFenceFdInfoKHR *pImportFenceFdInfo), (device, pImportFenceFdInfo))
HG(CALL_RESULT, DEVICE, vkGetFenceFdKHR, device, VkDevice, device, (VkDevice device, const VkFenceGetFdInfoKHR *pGetFdInfo, int *pFd), (device, pGetFdInfo, pFd))
#endif
#ifdef VK_KHR_performance_query
HG(CALL_RESULT, INSTANCE, vkEnumeratePhysicalDeviceQueueFamilyPerformanceQueryCountersKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t queueFamilyIndex, uint32_t *pCounterCount, VkPerformanceCounterKHR *pCounters, VkPerformanceCounterDescriptionKHR *pCounterDescriptions), (physicalDevice, queueFamilyIndex, pCounterCount, pCounters, pCounterDescriptions))
HG(CALL, INSTANCE, vkGetPhysicalDeviceQueueFamilyPerformanceQueryPassesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkQueryPoolPerformanceCreateInfoKHR *pPerformanceQueryCreateInfo, uint32_t *pNumPasses), (physicalDevice, pPerformanceQueryCreateInfo, pNumPasses))
HG(CALL_RESULT, DEVICE, vkAcquireProfilingLockKHR, device, VkDevice, device, (VkDevice device, const VkAcquireProfilingLockInfoKHR *pInfo), (device, pInfo))
HG(CALL, DEVICE, vkReleaseProfilingLockKHR, device, VkDevice, device, (VkDevice device), (device))
#endif
#ifdef VK_KHR_get_surface_capabilities2
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceSurfaceCapabilities2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceSurfaceInfo2KHR *pSurfaceInfo, VkSurfaceCapabilities2KHR *pSurfaceCapabilities), (physicalDevice, pSurfaceInfo, pSurfaceCapabilities))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceSurfaceFormats2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkPhysicalDeviceSurfaceInfo2KHR *pSurfaceInfo, uint32_t *pSurfaceFormatCount, VkSurfaceFormat2KHR *pSurfaceFormats), (physicalDevice, pSurfaceInfo, pSurfaceFormatCount, pSurfaceFormats))
#endif
#ifdef VK_KHR_get_display_properties2
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceDisplayProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pPropertyCount, VkDisplayProperties2KHR *pProperties), (physicalDevice, pPropertyCount, pProperties))
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceDisplayPlaneProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pPropertyCount, VkDisplayPlaneProperties2KHR *pProperties), (physicalDevice, pPropertyCount, pProperties))
HG(CALL_RESULT, INSTANCE, vkGetDisplayModeProperties2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkDisplayKHR display, uint32_t *pPropertyCount, VkDisplayModeProperties2KHR *pProperties), (physicalDevice, display, pPropertyCount, pProperties))
HG(CALL_RESULT, INSTANCE, vkGetDisplayPlaneCapabilities2KHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkDisplayPlaneInfo2KHR *pDisplayPlaneInfo, VkDisplayPlaneCapabilities2KHR *pCapabilities), (physicalDevice, pDisplayPlaneInfo, pCapabilities))
#endif
#ifdef VK_KHR_get_memory_requirements2
HG(CALL, DEVICE, vkGetImageMemoryRequirements2KHR, device, VkDevice, device, (VkDevice device, const VkImageMemoryRequirementsInfo2 *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkGetBufferMemoryRequirements2KHR, device, VkDevice, device, (VkDevice device, const VkBufferMemoryRequirementsInfo2 *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkGetImageSparseMemoryRequirements2KHR, device, VkDevice, device, (VkDevice device, const VkImageSparseMemoryRequirementsInfo2 *pInfo, uint32_t *pSparseMemoryRequirementCount, VkSparseImageMemoryRequirements2 *pSparseMemoryRequirements), (device, pInfo, pSparseMemoryRequirementCount, pSparseMemoryRequirements))
#endif
#ifdef VK_KHR_sampler_ycbcr_conversion
HG(CREATE, DEVICE, vkCreateSamplerYcbcrConversionKHR, device, VkSamplerYcbcrConversion, pYcbcrConversion, 1, (VkDevice device, const VkSamplerYcbcrConversionCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSamplerYcbcrConversion *pYcbcrConversion), (device, pCreateInfo, pAllocator, pYcbcrConversion))
HG(DESTROY, DEVICE, vkDestroySamplerYcbcrConversionKHR, device, VkSamplerYcbcrConversion, ycbcrConversion, (VkDevice device, VkSamplerYcbcrConversion ycbcrConversion, const VkAllocationCallbacks *pAllocator), (device, ycbcrConversion, pAllocator))
#endif
#ifdef VK_KHR_bind_memory2
HG(CALL_RESULT, DEVICE, vkBindBufferMemory2KHR, device, VkDevice, device, (VkDevice device, uint32_t bindInfoCount, const VkBindBufferMemoryInfo *pBindInfos), (device, bindInfoCount, pBindInfos))
HG(CALL_RESULT, DEVICE, vkBindImageMemory2KHR, device, VkDevice, device, (VkDevice device, uint32_t bindInfoCount, const VkBindImageMemoryInfo *pBindInfos), (device, bindInfoCount, pBindInfos))
#endif
#ifdef VK_KHR_maintenance3
HG(CALL, DEVICE, vkGetDescriptorSetLayoutSupportKHR, device, VkDevice, device, (VkDevice device, const VkDescriptorSetLayoutCreateInfo *pCreateInfo, VkDescriptorSetLayoutSupport *pSupport), (device, pCreateInfo, pSupport))
#endif
#ifdef VK_KHR_draw_indirect_count
HG(CALL, DEVICE, vkCmdDrawIndirectCountKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkBuffer countBuffer, VkDeviceSize countBufferOffset, uint32_t maxDrawCount, uint32_t stride), (commandBuffer, buffer, offset, countBuffer, countBufferOffset, maxDrawCount, stride))
HG(CALL, DEVICE, vkCmdDrawIndexedIndirectCountKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkBuffer countBuffer, VkDeviceSize countBufferOffset, uint32_t maxDrawCount, uint32_t stride), (commandBuffer, buffer, offset, countBuffer, countBufferOffset, maxDrawCount, stride))
#endif
#ifdef VK_KHR_timeline_semaphore
HG(CALL_RESULT, DEVICE, vkGetSemaphoreCounterValueKHR, device, VkSemaphore, semaphore, (VkDevice device, VkSemaphore semaphore, uint64_t *pValue), (device, semaphore, pValue))
HG(CALL_RESULT, DEVICE, vkWaitSemaphoresKHR, device, VkDevice, device, (VkDevice device, const VkSemaphoreWaitInfo *pWaitInfo, uint64_t timeout), (device, pWaitInfo, timeout))
HG(CALL_RESULT, DEVICE, vkSignalSemaphoreKHR, device, VkDevice, device, (VkDevice device, const VkSemaphoreSignalInfo *pSignalInfo), (device, pSignalInfo))
#endif
#ifdef VK_KHR_fragment_shading_rate
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceFragmentShadingRatesKHR, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pFragmentShadingRateCount, VkPhysicalDeviceFragmentShadingRateKHR *pFragmentShadingRates), (physicalDevice, pFragmentShadingRateCount, pFragmentShadingRates))
HG(CALL, DEVICE, vkCmdSetFragmentShadingRateKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkExtent2D *pFragmentSize, const VkFragmentShadingRateCombinerOpKHR combinerOps[2]), (commandBuffer, pFragmentSize, combinerOps))
#endif
#ifdef VK_KHR_present_wait
HG(CALL_RESULT, DEVICE, vkWaitForPresentKHR, device, VkSwapchainKHR, swapchain, (VkDevice device, VkSwapchainKHR swapchain, uint64_t presentId, uint64_t timeout), (device, swapchain, presentId, timeout))
#endif
#ifdef VK_KHR_buffer_device_address
HG(CALL_VALUE, DEVICE, vkGetBufferDeviceAddressKHR, VkDeviceAddress, device, VkDevice, device, (VkDevice device, const VkBufferDeviceAddressInfo *pInfo), (device, pInfo))
HG(CALL_VALUE, DEVICE, vkGetBufferOpaqueCaptureAddressKHR, uint64_t, device, VkDevice, device, (VkDevice device, const VkBufferDeviceAddressInfo *pInfo), (device, pInfo))
HG(CALL_VALUE, DEVICE, vkGetDeviceMemoryOpaqueCaptureAddressKHR, uint64_t, device, VkDevice, device, (VkDevice device, const VkDeviceMemoryOpaqueCaptureAddressInfo *pInfo), (device, pInfo))
#endif
#ifdef VK_KHR_deferred_host_operations
HG(CREATE, DEVICE, vkCreateDeferredOperationKHR, device, VkDeferredOperationKHR, pDeferredOperation, 1, (VkDevice device, const VkAllocationCallbacks *pAllocator, VkDeferredOperationKHR *pDeferredOperation), (device, pAllocator, pDeferredOperation))
HG(DESTROY, DEVICE, vkDestroyDeferredOperationKHR, device, VkDeferredOperationKHR, operation, (VkDevice device, VkDeferredOperationKHR operation, const VkAllocationCallbacks *pAllocator), (device, operation, pAllocator))
HG(CALL_VALUE, DEVICE, vkGetDeferredOperationMaxConcurrencyKHR, uint32_t, device, VkDeferredOperationKHR, operation, (VkDevice device, VkDeferredOperationKHR operation), (device, operation))
HG(CALL_RESULT, DEVICE, vkGetDeferredOperationResultKHR, device, VkDeferredOperationKHR, operation, (VkDevice device, VkDeferredOperationKHR operation), (device, operation))
HG(CALL_RESULT, DEVICE, vkDeferredOperationJoinKHR, device, VkDeferredOperationKHR, operation, (VkDevice device, VkDeferredOperationKHR operation), (device, operation))
#endif
#ifdef VK_KHR_pipeline_executable_properties
HG(CALL_RESULT, DEVICE, vkGetPipelineExecutablePropertiesKHR, device, VkDevice, device, (VkDevice device, const VkPipelineInfoKHR *pPipelineInfo, uint32_t *pExecutableCount, VkPipelineExecutablePropertiesKHR *pProperties), (device, pPipelineInfo, pExecutableCount, pProperties))
HG(CALL_RESULT, DEVICE, vkGetPipelineExecutableStatisticsKHR, device, VkDevice, device, (VkDevice device, const VkPipelineExecutableInfoKHR *pExecutableInfo, uint32_t *pStatisticCount, VkPipelineExecutableStatisticKHR *pStatistics), (device, pExecutableInfo, pStatisticCount, pStatistics))
HG(CALL_RESULT, DEVICE, vkGetPipelineExecutableInternalRepresentationsKHR, device, VkDevice, device, (VkDevice device, const VkPipelineExecutableInfoKHR *pExecutableInfo, uint32_t *pInternalRepresentationCount, VkPipelineExecutableInternalRepresentationKHR *pInternalRepresentations), (device, pExecutableInfo, pInternalRepresentationCount, pInternalRepresentations))
#endif
#ifdef VK_KHR_synchronization2
HG(CALL, DEVICE, vkCmdSetEvent2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkEvent event, const VkDependencyInfo *pDependencyInfo), (commandBuffer, event, pDependencyInfo))
HG(CALL, DEVICE, vkCmdResetEvent2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkEvent event, VkPipelineStageFlags2 stageMask), (commandBuffer, event, stageMask))
HG(CALL, DEVICE, vkCmdWaitEvents2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t eventCount, const VkEvent *pEvents, const VkDependencyInfo *pDependencyInfos), (commandBuffer, eventCount, pEvents, pDependencyInfos))
HG(CALL, DEVICE, vkCmdPipelineBarrier2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkDependencyInfo *pDependencyInfo), (commandBuffer, pDependencyInfo))
HG(CALL, DEVICE, vkCmdWriteTimestamp2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineStageFlags2 stage, VkQueryPool queryPool, uint32_t query), (commandBuffer, stage, queryPool, query))
HG(CALL_RESULT, DEVICE, vkQueueSubmit2KHR, queue, VkQueue, queue, (VkQueue queue, uint32_t submitCount, const VkSubmitInfo2 *pSubmits, VkFence fence), (queue, submitCount, pSubmits, fence))
HG(CALL, DEVICE, vkCmdWriteBufferMarker2AMD, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineStageFlags2 stage, VkBuffer dstBuffer, VkDeviceSize dstOffset, uint32_t marker), (commandBuffer, stage, dstBuffer, dstOffset, marker))
HG(CALL, DEVICE, vkGetQueueCheckpointData2NV, queue, VkQueue, queue, (VkQueue queue, uint32_t *pCheckpointDataCount, VkCheckpointData2NV *pCheckpointData), (queue, pCheckpointDataCount, pCheckpointData))
#endif
#ifdef VK_KHR_copy_commands2
HG(CALL, DEVICE, vkCmdCopyBuffer2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyBufferInfo2 *pCopyBufferInfo), (commandBuffer, pCopyBufferInfo))
HG(CALL, DEVICE, vkCmdCopyImage2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyImageInfo2 *pCopyImageInfo), (commandBuffer, pCopyImageInfo))
HG(CALL, DEVICE, vkCmdCopyBufferToImage2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyBufferToImageInfo2 *pCopyBufferToImageInfo), (commandBuffer, pCopyBufferToImageInfo))
HG(CALL, DEVICE, vkCmdCopyImageToBuffer2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyImageToBufferInfo2 *pCopyImageToBufferInfo), (commandBuffer, pCopyImageToBufferInfo))
HG(CALL, DEVICE, vkCmdBlitImage2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkBlitImageInfo2 *pBlitImageInfo), (commandBuffer, pBlitImageInfo))
HG(CALL, DEVICE, vkCmdResolveImage2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkResolveImageInfo2 *pResolveImageInfo), (commandBuffer, pResolveImageInfo))
#endif
#ifdef VK_KHR_ray_tracing_maintenance1
HG(CALL, DEVICE, vkCmdTraceRaysIndirect2KHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkDeviceAddress indirectDeviceAddress), (commandBuffer, indirectDeviceAddress))
#endif
#ifdef VK_KHR_maintenance4
HG(CALL, DEVICE, vkGetDeviceBufferMemoryRequirementsKHR, device, VkDevice, device, (VkDevice device, const VkDeviceBufferMemoryRequirements *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkGetDeviceImageMemoryRequirementsKHR, device, VkDevice, device, (VkDevice device, const VkDeviceImageMemoryRequirements *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkGetDeviceImageSparseMemoryRequirementsKHR, device, VkDevice, device, (VkDevice device, const VkDeviceImageMemoryRequirements *pInfo, uint32_t *pSparseMemoryRequirementCount, VkSparseImageMemoryRequirements2 *pSparseMemoryRequirements), (device, pInfo, pSparseMemoryRequirementCount, pSparseMemoryRequirements))
#endif
#ifdef VK_EXT_debug_report
HG(CREATE, INSTANCE, vkCreateDebugReportCallbackEXT, instance, VkDebugReportCallbackEXT, pCallback, 1, (VkInstance instance, const VkDebugReportCallbackCreateInfoEXT *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkDebugReportCallbackEXT *pCallback), (instance, pCreateInfo, pAllocator, pCallback))
HG(DESTROY, INSTANCE, vkDestroyDebugReportCallbackEXT, instance, VkDebugReportCallbackEXT, callback, (VkInstance instance, VkDebugReportCallbackEXT callback, const VkAllocationCallbacks *pAllocator), (instance, callback, pAllocator))
HG(CALL, INSTANCE, vkDebugReportMessageEXT, instance, VkInstance, instance, (VkInstance instance, VkDebugReportFlagsEXT flags, VkDebugReportObjectTypeEXT objectType, uint64_t object, size_t location, int32_t messageCode, const char *pLayerPrefix, const char *pMessage), (instance, flags, objectType, object, location, messageCode, pLayerPrefix, pMessage))
#endif
#ifdef VK_EXT_debug_marker
HG(CALL_RESULT, DEVICE, vkDebugMarkerSetObjectTagEXT, device, VkDevice, device, (VkDevice device, const VkDebugMarkerObjectTagInfoEXT *pTagInfo), (device, pTagInfo))
HG(CALL_RESULT, DEVICE, vkDebugMarkerSetObjectNameEXT, device, VkDevice, device, (VkDevice device, const VkDebugMarkerObjectNameInfoEXT *pNameInfo), (device, pNameInfo))
HG(CALL, DEVICE, vkCmdDebugMarkerBeginEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkDebugMarkerMarkerInfoEXT *pMarkerInfo), (commandBuffer, pMarkerInfo))
HG(CALL, DEVICE, vkCmdDebugMarkerEndEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer), (commandBuffer))
HG(CALL, DEVICE, vkCmdDebugMarkerInsertEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkDebugMarkerMarkerInfoEXT *pMarkerInfo), (commandBuffer, pMarkerInfo))
#endif
#ifdef VK_EXT_transform_feedback
HG(CALL, DEVICE, vkCmdBindTransformFeedbackBuffersEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstBinding, uint32_t bindingCount, const VkBuffer *pBuffers, const VkDeviceSize *pOffsets, const VkDeviceSize *pSizes), (commandBuffer, firstBinding, bindingCount, pBuffers, pOffsets, pSizes))
HG(CALL, DEVICE, vkCmdBeginTransformFeedbackEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstCounterBuffer, uint32_t counterBufferCount, const VkBuffer *pCounterBuffers, const VkDeviceSize *pCounterBufferOffsets), (commandBuffer, firstCounterBuffer, counterBufferCount, pCounterBuffers, pCounterBufferOffsets))
HG(CALL, DEVICE, vkCmdEndTransformFeedbackEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstCounterBuffer, uint32_t counterBufferCount, const VkBuffer *pCounterBuffers, const VkDeviceSize *pCounterBufferOffsets), (commandBuffer, firstCounterBuffer, counterBufferCount, pCounterBuffers, pCounterBufferOffsets))
HG(CALL, DEVICE, vkCmdBeginQueryIndexedEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkQueryPool queryPool, uint32_t query, VkQueryControlFlags flags, uint32_t index), (commandBuffer, queryPool, query, flags, index))
HG(CALL, DEVICE, vkCmdEndQueryIndexedEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkQueryPool queryPool, uint32_t query, uint32_t index), (commandBuffer, queryPool, query, index))
HG(CALL, DEVICE, vkCmdDrawIndirectByteCountEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t instanceCount, uint32_t firstInstance, VkBuffer counterBuffer, VkDeviceSize counterBufferOffset, uint32_t counterOffset, uint32_t vertexStride), (commandBuffer, instanceCount, firstInstance, counterBuffer, counterBufferOffset, counterOffset, vertexStride))
#endif
#ifdef VK_NVX_binary_import
HG(CREATE, DEVICE, vkCreateCuModuleNVX, device, VkCuModuleNVX, pModule, 1, (VkDevice device, const VkCuModuleCreateInfoNVX *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkCuModuleNVX *pModule), (device, pCreateInfo, pAllocator, pModule))
HG(CREATE, DEVICE, vkCreateCuFunctionNVX, device, VkCuFunctionNVX, pFunction, 1, (VkDevice device, const VkCuFunctionCreateInfoNVX *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkCuFunctionNVX *pFunction), (device, pCreateInfo, pAllocator, pFunction))
HG(DESTROY, DEVICE, vkDestroyCuModuleNVX, device, VkCuModuleNVX, module, (VkDevice device, VkCuModuleNVX module, const VkAllocationCallbacks *pAllocator), (device, module, pAllocator))
HG(DESTROY, DEVICE, vkDestroyCuFunctionNVX, device, VkCuFunctionNVX, function, (VkDevice device, VkCuFunctionNVX function, const VkAllocationCallbacks *pAllocator), (device, function, pAllocator))
HG(CALL, DEVICE, vkCmdCuLaunchKernelNVX, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCuLaunchInfoNVX *pLaunchInfo), (commandBuffer, pLaunchInfo))
#endif
#ifdef VK_NVX_image_view_handle
HG(CALL_VALUE, DEVICE, vkGetImageViewHandleNVX, uint32_t, device, VkDevice, device, (VkDevice device, const VkImageViewHandleInfoNVX *pInfo), (device, pInfo))
HG(CALL_RESULT, DEVICE, vkGetImageViewAddressNVX, device, VkImageView, imageView, (VkDevice device, VkImageView imageView, VkImageViewAddressPropertiesNVX *pProperties), (device, imageView, pProperties))
#endif
#ifdef VK_AMD_draw_indirect_count
HG(CALL, DEVICE, vkCmdDrawIndirectCountAMD, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkBuffer countBuffer, VkDeviceSize countBufferOffset, uint32_t maxDrawCount, uint32_t stride), (commandBuffer, buffer, offset, countBuffer, countBufferOffset, maxDrawCount, stride))
HG(CALL, DEVICE, vkCmdDrawIndexedIndirectCountAMD, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkBuffer countBuffer, VkDeviceSize countBufferOffset, uint32_t maxDrawCount, uint32_t stride), (commandBuffer, buffer, offset, countBuffer, countBufferOffset, maxDrawCount, stride))
#endif
#ifdef VK_AMD_shader_info
HG(CALL_RESULT, DEVICE, vkGetShaderInfoAMD, device, VkPipeline, pipeline, (VkDevice device, VkPipeline pipeline, VkShaderStageFlagBits shaderStage, VkShaderInfoTypeAMD infoType, size_t *pInfoSize, void *pInfo), (device, pipeline, shaderStage, infoType, pInfoSize, pInfo))
#endif
#ifdef VK_NV_external_memory_capabilities
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceExternalImageFormatPropertiesNV, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkFormat format, VkImageType type, VkImageTiling tiling, VkImageUsageFlags usage, VkImageCreateFlags flags, VkExternalMemoryHandleTypeFlagsNV externalHandleType, VkExternalImageFormatPropertiesNV *pExternalImageFormatProperties), (physicalDevice, format, type, tiling, usage, flags, externalHandleType, pExternalImageFormatProperties))
#endif
#ifdef VK_EXT_conditional_rendering
HG(CALL, DEVICE, vkCmdBeginConditionalRenderingEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkConditionalRenderingBeginInfoEXT *pConditionalRenderingBegin), (commandBuffer, pConditionalRenderingBegin))
HG(CALL, DEVICE, vkCmdEndConditionalRenderingEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer), (commandBuffer))
#endif
#ifdef VK_NV_clip_space_w_scaling
HG(CALL, DEVICE, vkCmdSetViewportWScalingNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstViewport, uint32_t viewportCount, const VkViewportWScalingNV *pViewportWScalings), (commandBuffer, firstViewport, viewportCount, pViewportWScalings))
#endif
#ifdef VK_EXT_direct_mode_display
HG(CALL_RESULT, INSTANCE, vkReleaseDisplayEXT, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkDisplayKHR display), (physicalDevice, display))
#endif
#ifdef VK_EXT_display_surface_counter
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceSurfaceCapabilities2EXT, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkSurfaceKHR surface, VkSurfaceCapabilities2EXT *pSurfaceCapabilities), (physicalDevice, surface, pSurfaceCapabilities))
#endif
#ifdef VK_EXT_display_control
HG(CALL_RESULT, DEVICE, vkDisplayPowerControlEXT, device, VkDisplayKHR, display, (VkDevice device, VkDisplayKHR display, const VkDisplayPowerInfoEXT *pDisplayPowerInfo), (device, display, pDisplayPowerInfo))
HG(CREATE, DEVICE, vkRegisterDeviceEventEXT, device, VkFence, pFence, 1, (VkDevice device, const VkDeviceEventInfoEXT *pDeviceEventInfo, const VkAllocationCallbacks *pAllocator, VkFence *pFence), (device, pDeviceEventInfo, pAllocator, pFence))
HG(CREATE, DEVICE, vkRegisterDisplayEventEXT, device, VkFence, pFence, 1, (VkDevice device, VkDisplayKHR display, const VkDisplayEventInfoEXT *pDisplayEventInfo, const VkAllocationCallbacks *pAllocator, VkFence *pFence), (device, display, pDisplayEventInfo, pAllocator, pFence))
HG(CALL_RESULT, DEVICE, vkGetSwapchainCounterEXT, device, VkSwapchainKHR, swapchain, (VkDevice device, VkSwapchainKHR swapchain, VkSurfaceCounterFlagBitsEXT counter, uint64_t *pCounterValue), (device, swapchain, counter, pCounterValue))
#endif
#ifdef VK_GOOGLE_display_timing
HG(CALL_RESULT, DEVICE, vkGetRefreshCycleDurationGOOGLE, device, VkSwapchainKHR, swapchain, (VkDevice device, VkSwapchainKHR swapchain, VkRefreshCycleDurationGOOGLE *pDisplayTimingProperties), (device, swapchain, pDisplayTimingProperties))
HG(CALL_RESULT, DEVICE, vkGetPastPresentationTimingGOOGLE, device, VkSwapchainKHR, swapchain, (VkDevice device, VkSwapchainKHR swapchain, uint32_t *pPresentationTimingCount, VkPastPresentationTimingGOOGLE *pPresentationTimings), (device, swapchain, pPresentationTimingCount, pPresentationTimings))
#endif
#ifdef VK_EXT_discard_rectangles
HG(CALL, DEVICE, vkCmdSetDiscardRectangleEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstDiscardRectangle, uint32_t discardRectangleCount, const VkRect2D *pDiscardRectangles), (commandBuffer, firstDiscardRectangle, discardRectangleCount, pDiscardRectangles))
#endif
#ifdef VK_EXT_hdr_metadata
HG(CALL, DEVICE, vkSetHdrMetadataEXT, device, VkDevice, device, (VkDevice device, uint32_t swapchainCount, const VkSwapchainKHR *pSwapchains, const VkHdrMetadataEXT *pMetadata), (device, swapchainCount, pSwapchains, pMetadata))
#endif
#ifdef VK_EXT_debug_utils
HG(CALL_RESULT, DEVICE, vkSetDebugUtilsObjectNameEXT, device, VkDevice, device, (VkDevice device, const VkDebugUtilsObjectNameInfoEXT *pNameInfo), (device, pNameInfo))
HG(CALL_RESULT, DEVICE, vkSetDebugUtilsObjectTagEXT, device, VkDevice, device, (VkDevice device, const VkDebugUtilsObjectTagInfoEXT *pTagInfo), (device, pTagInfo))
HG(CALL, DEVICE, vkQueueBeginDebugUtilsLabelEXT, queue, VkQueue, queue, (VkQueue queue, const VkDebugUtilsLabelEXT *pLabelInfo), (queue, pLabelInfo))
HG(CALL, DEVICE, vkQueueEndDebugUtilsLabelEXT, queue, VkQueue, queue, (VkQueue queue), (queue))
HG(CALL, DEVICE, vkQueueInsertDebugUtilsLabelEXT, queue, VkQueue, queue, (VkQueue queue, const VkDebugUtilsLabelEXT *pLabelInfo), (queue, pLabelInfo))
HG(CALL, DEVICE, vkCmdBeginDebugUtilsLabelEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkDebugUtilsLabelEXT *pLabelInfo), (commandBuffer, pLabelInfo))
HG(CALL, DEVICE, vkCmdEndDebugUtilsLabelEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer), (commandBuffer))
HG(CALL, DEVICE, vkCmdInsertDebugUtilsLabelEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkDebugUtilsLabelEXT *pLabelInfo), (commandBuffer, pLabelInfo))
HG(CREATE, INSTANCE, vkCreateDebugUtilsMessengerEXT, instance, VkDebugUtilsMessengerEXT, pMessenger, 1, (VkInstance instance, const VkDebugUtilsMessengerCreateInfoEXT *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkDebugUtilsMessengerEXT *pMessenger), (instance, pCreateInfo, pAllocator, pMessenger))
HG(DESTROY, INSTANCE, vkDestroyDebugUtilsMessengerEXT, instance, VkDebugUtilsMessengerEXT, messenger, (VkInstance instance, VkDebugUtilsMessengerEXT messenger, const VkAllocationCallbacks *pAllocator), (instance, messenger, pAllocator))
HG(CALL, INSTANCE, vkSubmitDebugUtilsMessageEXT, instance, VkInstance, instance, (VkInstance instance, VkDebugUtilsMessageSeverityFlagBitsEXT messageSeverity, VkDebugUtilsMessageTypeFlagsEXT messageTypes, const VkDebugUtilsMessengerCallbackDataEXT *pCallbackData), (instance, messageSeverity, messageTypes, pCallbackData))
#endif
#ifdef VK_EXT_sample_locations
HG(CALL, DEVICE, vkCmdSetSampleLocationsEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkSampleLocationsInfoEXT *pSampleLocationsInfo), (commandBuffer, pSampleLocationsInfo))
HG(CALL, INSTANCE, vkGetPhysicalDeviceMultisamplePropertiesEXT, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, VkSampleCountFlagBits samples, VkMultisamplePropertiesEXT *pMultisampleProperties), (physicalDevice, samples, pMultisampleProperties))
#endif
#ifdef VK_EXT_image_drm_format_modifier
HG(CALL_RESULT, DEVICE, vkGetImageDrmFormatModifierPropertiesEXT, device, VkImage, image, (VkDevice device, VkImage image, VkImageDrmFormatModifierPropertiesEXT *pProperties), (device, image, pProperties))
#endif
#ifdef VK_EXT_validation_cache
HG(CREATE, DEVICE, vkCreateValidationCacheEXT, device, VkValidationCacheEXT, pValidationCache, 1, (VkDevice device, const VkValidationCacheCreateInfoEXT *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkValidationCacheEXT *pValidationCache), (device, pCreateInfo, pAllocator, pValidationCache))
HG(DESTROY, DEVICE, vkDestroyValidationCacheEXT, device, VkValidationCacheEXT, validationCache, (VkDevice device, VkValidationCacheEXT validationCache, const VkAllocationCallbacks *pAllocator), (device, validationCache, pAllocator))
HG(CALL_RESULT, DEVICE, vkMergeValidationCachesEXT, device, VkValidationCacheEXT, dstCache, (VkDevice device, VkValidationCacheEXT dstCache, uint32_t srcCacheCount, const VkValidationCacheEXT *pSrcCaches), (device, dstCache, srcCacheCount, pSrcCaches))
HG(CALL_RESULT, DEVICE, vkGetValidationCacheDataEXT, device, VkValidationCacheEXT, validationCache, (VkDevice device, VkValidationCacheEXT validationCache, size_t *pDataSize, void *pData), (device, validationCache, pDataSize, pData))
#endif
#ifdef VK_NV_shading_rate_image
HG(CALL, DEVICE, vkCmdBindShadingRateImageNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkImageView imageView, VkImageLayout imageLayout), (commandBuffer, imageView, imageLayout))
HG(CALL, DEVICE, vkCmdSetViewportShadingRatePaletteNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstViewport, uint32_t viewportCount, const VkShadingRatePaletteNV *pShadingRatePalettes), (commandBuffer, firstViewport, viewportCount, pShadingRatePalettes))
HG(CALL, DEVICE, vkCmdSetCoarseSampleOrderNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkCoarseSampleOrderTypeNV sampleOrderType, uint32_t customSampleOrderCount, const VkCoarseSampleOrderCustomNV *pCustomSampleOrders), (commandBuffer, sampleOrderType, customSampleOrderCount, pCustomSampleOrders))
#endif
#ifdef VK_NV_ray_tracing
HG(CREATE, DEVICE, vkCreateAccelerationStructureNV, device, VkAccelerationStructureNV, pAccelerationStructure, 1, (VkDevice device, const VkAccelerationStructureCreateInfoNV *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkAccelerationStructureNV *pAccelerationStructure), (device, pCreateInfo, pAllocator, pAccelerationStructure))
HG(DESTROY, DEVICE, vkDestroyAccelerationStructureNV, device, VkAccelerationStructureNV, accelerationStructure, (VkDevice device, VkAccelerationStructureNV accelerationStructure, const VkAllocationCallbacks *pAllocator), (device, accelerationStructure, pAllocator))
HG(CALL, DEVICE, vkGetAccelerationStructureMemoryRequirementsNV, device, VkDevice, device, (VkDevice device, const VkAccelerationStructureMemoryRequirementsInfoNV *pInfo, VkMemoryRequirements2KHR *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL_RESULT, DEVICE, vkBindAccelerationStructureMemoryNV, device, VkDevice, device, (VkDevice device, uint32_t bindInfoCount, const VkBindAccelerationStructureMemoryInfoNV *pBindInfos), (device, bindInfoCount, pBindInfos))
HG(CALL, DEVICE, vkCmdBuildAccelerationStructureNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkAccelerationStructureInfoNV *pInfo, VkBuffer instanceData, VkDeviceSize instanceOffset, VkBool32 update, VkAccelerationStructureNV dst, VkAccelerationStructureNV src, VkBuffer scratch, VkDeviceSize scratchOffset), (commandBuffer, pInfo, instanceData, instanceOffset, update, dst, src, scratch, scratchOffset))
HG(CALL, DEVICE, vkCmdCopyAccelerationStructureNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkAccelerationStructureNV dst, VkAccelerationStructureNV src, VkCopyAccelerationStructureModeKHR mode), (commandBuffer, dst, src, mode))
HG(CALL, DEVICE, vkCmdTraceRaysNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer raygenShaderBindingTableBuffer, VkDeviceSize raygenShaderBindingOffset, VkBuffer missShaderBindingTableBuffer, VkDeviceSize missShaderBindingOffset, VkDeviceSize missShaderBindingStride, VkBuffer hitShaderBindingTableBuffer, VkDeviceSize hitShaderBindingOffset, VkDeviceSize hitShaderBindingStride, VkBuffer callableShaderBindingTableBuffer, VkDeviceSize callableShaderBindingOffset, VkDeviceSize callableShaderBindingStride, uint32_t width, uint32_t height, uint32_t depth), (commandBuffer, raygenShaderBindingTableBuffer, raygenShaderBindingOffset, missShaderBindingTableBuffer, missShaderBindingOffset, missShaderBindingStride, hitShaderBindingTableBuffer, hitShaderBindingOffset, hitShaderBindingStride, callableShaderBindingTableBuffer, callableShaderBindingOffset, callableShaderBindingStride, width, height, depth))
HG(CREATE, DEVICE, vkCreateRayTracingPipelinesNV, device, VkPipeline, pPipelines, createInfoCount, (VkDevice device, VkPipelineCache pipelineCache, uint32_t createInfoCount, const VkRayTracingPipelineCreateInfoNV *pCreateInfos, const VkAllocationCallbacks *pAllocator, VkPipeline *pPipelines), (device, pipelineCache, createInfoCount, pCreateInfos, pAllocator, pPipelines))
HG(CALL_RESULT, DEVICE, vkGetRayTracingShaderGroupHandlesKHR, device, VkPipeline, pipeline, (VkDevice device, VkPipeline pipeline, uint32_t firstGroup, uint32_t groupCount, size_t dataSize, void *pData), (device, pipeline, firstGroup, groupCount, dataSize, pData))
HG(CALL_RESULT, DEVICE, vkGetRayTracingShaderGroupHandlesNV, device, VkPipeline, pipeline, (VkDevice device, VkPipeline pipeline, uint32_t firstGroup, uint32_t groupCount, size_t dataSize, void *pData), (device, pipeline, firstGroup, groupCount, dataSize, pData))
HG(CALL_RESULT, DEVICE, vkGetAccelerationStructureHandleNV, device, VkAccelerationStructureNV, accelerationStructure, (VkDevice device, VkAccelerationStructureNV accelerationStructure, size_t dataSize, void *pData), (device, accelerationStructure, dataSize, pData))
HG(CALL, DEVICE, vkCmdWriteAccelerationStructuresPropertiesNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t accelerationStructureCount, const VkAccelerationStructureNV *pAccelerationStructures, VkQueryType queryType, VkQueryPool queryPool, uint32_t firstQuery), (commandBuffer, accelerationStructureCount, pAccelerationStructures, queryType, queryPool, firstQuery))
HG(CALL_RESULT, DEVICE, vkCompileDeferredNV, device, VkPipeline, pipeline, (VkDevice device, VkPipeline pipeline, uint32_t shader), (device, pipeline, shader))
#endif
#ifdef VK_EXT_external_memory_host
HG(CALL_RESULT, DEVICE, vkGetMemoryHostPointerPropertiesEXT, device, VkDevice, device, (VkDevice device, VkExternalMemoryHandleTypeFlagBits handleType, const void *pHostPointer, VkMemoryHostPointerPropertiesEXT *pMemoryHostPointerProperties), (device, handleType, pHostPointer, pMemoryHostPointerProperties))
#endif
#ifdef VK_AMD_buffer_marker
HG(CALL, DEVICE, vkCmdWriteBufferMarkerAMD, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineStageFlagBits pipelineStage, VkBuffer dstBuffer, VkDeviceSize dstOffset, uint32_t marker), (commandBuffer, pipelineStage, dstBuffer, dstOffset, marker))
#endif
#ifdef VK_EXT_calibrated_timestamps
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceCalibrateableTimeDomainsEXT, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pTimeDomainCount, VkTimeDomainEXT *pTimeDomains), (physicalDevice, pTimeDomainCount, pTimeDomains))
HG(CALL_RESULT, DEVICE, vkGetCalibratedTimestampsEXT, device, VkDevice, device, (VkDevice device, uint32_t timestampCount, const VkCalibratedTimestampInfoEXT *pTimestampInfos, uint64_t *pTimestamps, uint64_t *pMaxDeviation), (device, timestampCount, pTimestampInfos, pTimestamps, pMaxDeviation))
#endif
#ifdef VK_NV_mesh_shader
HG(CALL, DEVICE, vkCmdDrawMeshTasksNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t taskCount, uint32_t firstTask), (commandBuffer, taskCount, firstTask))
HG(CALL, DEVICE, vkCmdDrawMeshTasksIndirectNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, uint32_t drawCount, uint32_t stride), (commandBuffer, buffer, offset, drawCount, stride))
HG(CALL, DEVICE, vkCmdDrawMeshTasksIndirectCountNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkBuffer countBuffer, VkDeviceSize countBufferOffset, uint32_t maxDrawCount, uint32_t stride), (commandBuffer, buffer, offset, countBuffer, countBufferOffset, maxDrawCount, stride))
#endif
#ifdef VK_NV_scissor_exclusive
HG(CALL, DEVICE, vkCmdSetExclusiveScissorNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstExclusiveScissor, uint32_t exclusiveScissorCount, const VkRect2D *pExclusiveScissors), (commandBuffer, firstExclusiveScissor, exclusiveScissorCount, pExclusiveScissors))
#endif
#ifdef VK_NV_device_diagnostic_checkpoints
HG(CALL, DEVICE, vkCmdSetCheckpointNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const void *pCheckpointMarker), (commandBuffer, pCheckpointMarker))
HG(CALL, DEVICE, vkGetQueueCheckpointDataNV, queue, VkQueue, queue, (VkQueue queue, uint32_t *pCheckpointDataCount, VkCheckpointDataNV *pCheckpointData), (queue, pCheckpointDataCount, pCheckpointData))
#endif
#ifdef VK_INTEL_performance_query
HG(CALL_RESULT, DEVICE, vkInitializePerformanceApiINTEL, device, VkDevice, device, (VkDevice device, const VkInitializePerformanceApiInfoINTEL *pInitializeInfo), (device, pInitializeInfo))
HG(CALL, DEVICE, vkUninitializePerformanceApiINTEL, device, VkDevice, device, (VkDevice device), (device))
HG(CALL_RESULT, DEVICE, vkCmdSetPerformanceMarkerINTEL, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkPerformanceMarkerInfoINTEL *pMarkerInfo), (commandBuffer, pMarkerInfo))
HG(CALL_RESULT, DEVICE, vkCmdSetPerformanceStreamMarkerINTEL, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkPerformanceStreamMarkerInfoINTEL *pMarkerInfo), (commandBuffer, pMarkerInfo))
HG(CALL_RESULT, DEVICE, vkCmdSetPerformanceOverrideINTEL, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkPerformanceOverrideInfoINTEL *pOverrideInfo), (commandBuffer, pOverrideInfo))
HG(CALL_RESULT, DEVICE, vkAcquirePerformanceConfigurationINTEL, device, VkDevice, device, (VkDevice device, const VkPerformanceConfigurationAcquireInfoINTEL *pAcquireInfo, VkPerformanceConfigurationINTEL *pConfiguration), (device, pAcquireInfo, pConfiguration))
HG(CALL_RESULT, DEVICE, vkReleasePerformanceConfigurationINTEL, device, VkPerformanceConfigurationINTEL, configuration, (VkDevice device, VkPerformanceConfigurationINTEL configuration), (device, configuration))
HG(CALL_RESULT, DEVICE, vkQueueSetPerformanceConfigurationINTEL, queue, VkQueue, queue, (VkQueue queue, VkPerformanceConfigurationINTEL configuration), (queue, configuration))
HG(CALL_RESULT, DEVICE, vkGetPerformanceParameterINTEL, device, VkDevice, device, (VkDevice device, VkPerformanceParameterTypeINTEL parameter, VkPerformanceValueINTEL *pValue), (device, parameter, pValue))
#endif
#ifdef VK_AMD_display_native_hdr
HG(CALL, DEVICE, vkSetLocalDimmingAMD, device, VkSwapchainKHR, swapChain, (VkDevice device, VkSwapchainKHR swapChain, VkBool32 localDimmingEnable), (device, swapChain, localDimmingEnable))
#endif
#ifdef VK_EXT_buffer_device_address
HG(CALL_VALUE, DEVICE, vkGetBufferDeviceAddressEXT, VkDeviceAddress, device, VkDevice, device, (VkDevice device, const VkBufferDeviceAddressInfo *pInfo), (device, pInfo))
#endif
#ifdef VK_EXT_tooling_info
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceToolPropertiesEXT, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pToolCount, VkPhysicalDeviceToolProperties *pToolProperties), (physicalDevice, pToolCount, pToolProperties))
#endif
#ifdef VK_NV_cooperative_matrix
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceCooperativeMatrixPropertiesNV, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pPropertyCount, VkCooperativeMatrixPropertiesNV *pProperties), (physicalDevice, pPropertyCount, pProperties))
#endif
#ifdef VK_NV_coverage_reduction_mode
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceSupportedFramebufferMixedSamplesCombinationsNV, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, uint32_t *pCombinationCount, VkFramebufferMixedSamplesCombinationNV *pCombinations), (physicalDevice, pCombinationCount, pCombinations))
#endif
#ifdef VK_EXT_headless_surface
HG(CREATE, INSTANCE, vkCreateHeadlessSurfaceEXT, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const VkHeadlessSurfaceCreateInfoEXT *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
#endif
#ifdef VK_EXT_line_rasterization
HG(CALL, DEVICE, vkCmdSetLineStippleEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t lineStippleFactor, uint16_t lineStipplePattern), (commandBuffer, lineStippleFactor, lineStipplePattern))
#endif
#ifdef VK_EXT_host_query_reset
HG(CALL, DEVICE, vkResetQueryPoolEXT, device, VkQueryPool, queryPool, (VkDevice device, VkQueryPool queryPool, uint32_t firstQuery, uint32_t queryCount), (device, queryPool, firstQuery, queryCount))
#endif
#ifdef VK_EXT_extended_dynamic_state
HG(CALL, DEVICE, vkCmdSetCullModeEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkCullModeFlags cullMode), (commandBuffer, cullMode))
HG(CALL, DEVICE, vkCmdSetFrontFaceEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkFrontFace frontFace), (commandBuffer, frontFace))
HG(CALL, DEVICE, vkCmdSetPrimitiveTopologyEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPrimitiveTopology primitiveTopology), (commandBuffer, primitiveTopology))
HG(CALL, DEVICE, vkCmdSetViewportWithCountEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t viewportCount, const VkViewport *pViewports), (commandBuffer, viewportCount, pViewports))
HG(CALL, DEVICE, vkCmdSetScissorWithCountEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t scissorCount, const VkRect2D *pScissors), (commandBuffer, scissorCount, pScissors))
HG(CALL, DEVICE, vkCmdBindVertexBuffers2EXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstBinding, uint32_t bindingCount, const VkBuffer *pBuffers, const VkDeviceSize *pOffsets, const VkDeviceSize *pSizes, const VkDeviceSize *pStrides), (commandBuffer, firstBinding, bindingCount, pBuffers, pOffsets, pSizes, pStrides))
HG(CALL, DEVICE, vkCmdSetDepthTestEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthTestEnable), (commandBuffer, depthTestEnable))
HG(CALL, DEVICE, vkCmdSetDepthWriteEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthWriteEnable), (commandBuffer, depthWriteEnable))
HG(CALL, DEVICE, vkCmdSetDepthCompareOpEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkCompareOp depthCompareOp), (commandBuffer, depthCompareOp))
HG(CALL, DEVICE, vkCmdSetDepthBoundsTestEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthBoundsTestEnable), (commandBuffer, depthBoundsTestEnable))
HG(CALL, DEVICE, vkCmdSetStencilTestEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 stencilTestEnable), (commandBuffer, stencilTestEnable))
HG(CALL, DEVICE, vkCmdSetStencilOpEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkStencilFaceFlags faceMask, VkStencilOp failOp, VkStencilOp passOp, VkStencilOp depthFailOp, VkCompareOp compareOp), (commandBuffer, faceMask, failOp, passOp, depthFailOp, compareOp))
#endif
#ifdef VK_EXT_swapchain_maintenance1
HG(CALL_RESULT, DEVICE, vkReleaseSwapchainImagesEXT, device, VkDevice, device, (VkDevice device, const VkReleaseSwapchainImagesInfoEXT *pReleaseInfo), (device, pReleaseInfo))
#endif
#ifdef VK_NV_device_generated_commands
HG(CALL, DEVICE, vkGetGeneratedCommandsMemoryRequirementsNV, device, VkDevice, device, (VkDevice device, const VkGeneratedCommandsMemoryRequirementsInfoNV *pInfo, VkMemoryRequirements2 *pMemoryRequirements), (device, pInfo, pMemoryRequirements))
HG(CALL, DEVICE, vkCmdPreprocessGeneratedCommandsNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkGeneratedCommandsInfoNV *pGeneratedCommandsInfo), (commandBuffer, pGeneratedCommandsInfo))
HG(CALL, DEVICE, vkCmdExecuteGeneratedCommandsNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 isPreprocessed, const VkGeneratedCommandsInfoNV *pGeneratedCommandsInfo), (commandBuffer, isPreprocessed, pGeneratedCommandsInfo))
HG(CALL, DEVICE, vkCmdBindPipelineShaderGroupNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineBindPoint pipelineBindPoint, VkPipeline pipeline, uint32_t groupIndex), (commandBuffer, pipelineBindPoint, pipeline, groupIndex))
HG(CREATE, DEVICE, vkCreateIndirectCommandsLayoutNV, device, VkIndirectCommandsLayoutNV, pIndirectCommandsLayout, 1, (VkDevice device, const VkIndirectCommandsLayoutCreateInfoNV *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkIndirectCommandsLayoutNV *pIndirectCommandsLayout), (device, pCreateInfo, pAllocator, pIndirectCommandsLayout))
HG(DESTROY, DEVICE, vkDestroyIndirectCommandsLayoutNV, device, VkIndirectCommandsLayoutNV, indirectCommandsLayout, (VkDevice device, VkIndirectCommandsLayoutNV indirectCommandsLayout, const VkAllocationCallbacks *pAllocator), (device, indirectCommandsLayout, pAllocator))
#endif
#ifdef VK_EXT_acquire_drm_display
HG(CALL_RESULT, INSTANCE, vkAcquireDrmDisplayEXT, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, int32_t drmFd, VkDisplayKHR display), (physicalDevice, drmFd, display))
HG(CALL_RESULT, INSTANCE, vkGetDrmDisplayEXT, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, int32_t drmFd, uint32_t connectorId, VkDisplayKHR *display), (physicalDevice, drmFd, connectorId, display))
#endif
#ifdef VK_EXT_private_data
HG(CREATE, DEVICE, vkCreatePrivateDataSlotEXT, device, VkPrivateDataSlot, pPrivateDataSlot, 1, (VkDevice device, const VkPrivateDataSlotCreateInfo *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkPrivateDataSlot *pPrivateDataSlot), (device, pCreateInfo, pAllocator, pPrivateDataSlot))
HG(DESTROY, DEVICE, vkDestroyPrivateDataSlotEXT, device, VkPrivateDataSlot, privateDataSlot, (VkDevice device, VkPrivateDataSlot privateDataSlot, const VkAllocationCallbacks *pAllocator), (device, privateDataSlot, pAllocator))
HG(CALL_RESULT, DEVICE, vkSetPrivateDataEXT, device, VkDevice, device, (VkDevice device, VkObjectType objectType, uint64_t objectHandle, VkPrivateDataSlot privateDataSlot, uint64_t data), (device, objectType, objectHandle, privateDataSlot, data))
HG(CALL, DEVICE, vkGetPrivateDataEXT, device, VkDevice, device, (VkDevice device, VkObjectType objectType, uint64_t objectHandle, VkPrivateDataSlot privateDataSlot, uint64_t *pData), (device, objectType, objectHandle, privateDataSlot, pData))
#endif
#ifdef VK_EXT_descriptor_buffer
HG(CALL, DEVICE, vkGetDescriptorSetLayoutSizeEXT, device, VkDescriptorSetLayout, layout, (VkDevice device, VkDescriptorSetLayout layout, VkDeviceSize *pLayoutSizeInBytes), (device, layout, pLayoutSizeInBytes))
HG(CALL, DEVICE, vkGetDescriptorSetLayoutBindingOffsetEXT, device, VkDescriptorSetLayout, layout, (VkDevice device, VkDescriptorSetLayout layout, uint32_t binding, VkDeviceSize *pOffset), (device, layout, binding, pOffset))
HG(CALL, DEVICE, vkGetDescriptorEXT, device, VkDevice, device, (VkDevice device, const VkDescriptorGetInfoEXT *pDescriptorInfo, size_t dataSize, void *pDescriptor), (device, pDescriptorInfo, dataSize, pDescriptor))
HG(CALL, DEVICE, vkCmdBindDescriptorBuffersEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t bufferCount, const VkDescriptorBufferBindingInfoEXT *pBindingInfos), (commandBuffer, bufferCount, pBindingInfos))
HG(CALL, DEVICE, vkCmdSetDescriptorBufferOffsetsEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineBindPoint pipelineBindPoint, VkPipelineLayout layout, uint32_t firstSet, uint32_t setCount, const uint32_t *pBufferIndices, const VkDeviceSize *pOffsets), (commandBuffer, pipelineBindPoint, layout, firstSet, setCount, pBufferIndices, pOffsets))
HG(CALL, DEVICE, vkCmdBindDescriptorBufferEmbeddedSamplersEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPipelineBindPoint pipelineBindPoint, VkPipelineLayout layout, uint32_t set), (commandBuffer, pipelineBindPoint, layout, set))
HG(CALL_RESULT, DEVICE, vkGetBufferOpaqueCaptureDescriptorDataEXT, device, VkDevice, device, (VkDevice device, const VkBufferCaptureDescriptorDataInfoEXT *pInfo, void *pData), (device, pInfo, pData))
HG(CALL_RESULT, DEVICE, vkGetImageOpaqueCaptureDescriptorDataEXT, device, VkDevice, device, (VkDevice device, const VkImageCaptureDescriptorDataInfoEXT *pInfo, void *pData), (device, pInfo, pData))
HG(CALL_RESULT, DEVICE, vkGetImageViewOpaqueCaptureDescriptorDataEXT, device, VkDevice, device, (VkDevice device, const VkImageViewCaptureDescriptorDataInfoEXT *pInfo, void *pData), (device, pInfo, pData))
HG(CALL_RESULT, DEVICE, vkGetSamplerOpaqueCaptureDescriptorDataEXT, device, VkDevice, device, (VkDevice device, const VkSamplerCaptureDescriptorDataInfoEXT *pInfo, void *pData), (device, pInfo, pData))
HG(CALL_RESULT, DEVICE, vkGetAccelerationStructureOpaqueCaptureDescriptorDataEXT, device, VkDevice, device, (VkDevice device, const VkAccelerationStructureCaptureDescriptorDataInfoEXT *pInfo, void *pData), (device, pInfo, pData))
#endif
#ifdef VK_NV_fragment_shading_rate_enums
HG(CALL, DEVICE, vkCmdSetFragmentShadingRateEnumNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkFragmentShadingRateNV shadingRate, const VkFragmentShadingRateCombinerOpKHR combinerOps[2]), (commandBuffer, shadingRate, combinerOps))
#endif
#ifdef VK_EXT_image_compression_control
HG(CALL, DEVICE, vkGetImageSubresourceLayout2EXT, device, VkImage, image, (VkDevice device, VkImage image, const VkImageSubresource2EXT *pSubresource, VkSubresourceLayout2EXT *pLayout), (device, image, pSubresource, pLayout))
#endif
#ifdef VK_EXT_device_fault
HG(CALL_RESULT, DEVICE, vkGetDeviceFaultInfoEXT, device, VkDevice, device, (VkDevice device, VkDeviceFaultCountsEXT *pFaultCounts, VkDeviceFaultInfoEXT *pFaultInfo), (device, pFaultCounts, pFaultInfo))
#endif
#ifdef VK_EXT_vertex_input_dynamic_state
HG(CALL, DEVICE, vkCmdSetVertexInputEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t vertexBindingDescriptionCount, const VkVertexInputBindingDescription2EXT *pVertexBindingDescriptions, uint32_t vertexAttributeDescriptionCount, const VkVertexInputAttributeDescription2EXT *pVertexAttributeDescriptions), (commandBuffer, vertexBindingDescriptionCount, pVertexBindingDescriptions, vertexAttributeDescriptionCount, pVertexAttributeDescriptions))
#endif
#ifdef VK_HUAWEI_subpass_shading
HG(CALL_RESULT, DEVICE, vkGetDeviceSubpassShadingMaxWorkgroupSizeHUAWEI, device, VkRenderPass, renderpass, (VkDevice device, VkRenderPass renderpass, VkExtent2D *pMaxWorkgroupSize), (device, renderpass, pMaxWorkgroupSize))
HG(CALL, DEVICE, vkCmdSubpassShadingHUAWEI, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer), (commandBuffer))
#endif
#ifdef VK_HUAWEI_invocation_mask
HG(CALL, DEVICE, vkCmdBindInvocationMaskHUAWEI, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkImageView imageView, VkImageLayout imageLayout), (commandBuffer, imageView, imageLayout))
#endif
#ifdef VK_NV_external_memory_rdma
HG(CALL_RESULT, DEVICE, vkGetMemoryRemoteAddressNV, device, VkDevice, device, (VkDevice device, const VkMemoryGetRemoteAddressInfoNV *pMemoryGetRemoteAddressInfo, VkRemoteAddressNV *pAddress), (device, pMemoryGetRemoteAddressInfo, pAddress))
#endif
#ifdef VK_EXT_pipeline_properties
HG(CALL_RESULT, DEVICE, vkGetPipelinePropertiesEXT, device, VkDevice, device, (VkDevice device, const VkPipelineInfoEXT *pPipelineInfo, VkBaseOutStructure *pPipelineProperties), (device, pPipelineInfo, pPipelineProperties))
#endif
#ifdef VK_EXT_extended_dynamic_state2
HG(CALL, DEVICE, vkCmdSetPatchControlPointsEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t patchControlPoints), (commandBuffer, patchControlPoints))
HG(CALL, DEVICE, vkCmdSetRasterizerDiscardEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 rasterizerDiscardEnable), (commandBuffer, rasterizerDiscardEnable))
HG(CALL, DEVICE, vkCmdSetDepthBiasEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthBiasEnable), (commandBuffer, depthBiasEnable))
HG(CALL, DEVICE, vkCmdSetLogicOpEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkLogicOp logicOp), (commandBuffer, logicOp))
HG(CALL, DEVICE, vkCmdSetPrimitiveRestartEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 primitiveRestartEnable), (commandBuffer, primitiveRestartEnable))
#endif
#ifdef VK_EXT_multi_draw
HG(CALL, DEVICE, vkCmdDrawMultiEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t drawCount, const VkMultiDrawInfoEXT *pVertexInfo, uint32_t instanceCount, uint32_t firstInstance, uint32_t stride), (commandBuffer, drawCount, pVertexInfo, instanceCount, firstInstance, stride))
HG(CALL, DEVICE, vkCmdDrawMultiIndexedEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t drawCount, const VkMultiDrawIndexedInfoEXT *pIndexInfo, uint32_t instanceCount, uint32_t firstInstance, uint32_t stride, const int32_t *pVertexOffset), (commandBuffer, drawCount, pIndexInfo, instanceCount, firstInstance, stride, pVertexOffset))
#endif
#ifdef VK_EXT_opacity_micromap
HG(CREATE, DEVICE, vkCreateMicromapEXT, device, VkMicromapEXT, pMicromap, 1, (VkDevice device, const VkMicromapCreateInfoEXT *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkMicromapEXT *pMicromap), (device, pCreateInfo, pAllocator, pMicromap))
HG(DESTROY, DEVICE, vkDestroyMicromapEXT, device, VkMicromapEXT, micromap, (VkDevice device, VkMicromapEXT micromap, const VkAllocationCallbacks *pAllocator), (device, micromap, pAllocator))
HG(CALL, DEVICE, vkCmdBuildMicromapsEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t infoCount, const VkMicromapBuildInfoEXT *pInfos), (commandBuffer, infoCount, pInfos))
HG(CALL_RESULT, DEVICE, vkBuildMicromapsEXT, device, VkDeferredOperationKHR, deferredOperation, (VkDevice device, VkDeferredOperationKHR deferredOperation, uint32_t infoCount, const VkMicromapBuildInfoEXT *pInfos), (device, deferredOperation, infoCount, pInfos))
HG(CALL_RESULT, DEVICE, vkCopyMicromapEXT, device, VkDeferredOperationKHR, deferredOperation, (VkDevice device, VkDeferredOperationKHR deferredOperation, const VkCopyMicromapInfoEXT *pInfo), (device, deferredOperation, pInfo))
HG(CALL_RESULT, DEVICE, vkCopyMicromapToMemoryEXT, device, VkDeferredOperationKHR, deferredOperation, (VkDevice device, VkDeferredOperationKHR deferredOperation, const VkCopyMicromapToMemoryInfoEXT *pInfo), (device, deferredOperation, pInfo))
HG(CALL_RESULT, DEVICE, vkCopyMemoryToMicromapEXT, device, VkDeferredOperationKHR, deferredOperation, (VkDevice device, VkDeferredOperationKHR deferredOperation, const VkCopyMemoryToMicromapInfoEXT *pInfo), (device, deferredOperation, pInfo))
HG(CALL_RESULT, DEVICE, vkWriteMicromapsPropertiesEXT, device, VkDevice, device, (VkDevice device, uint32_t micromapCount, const VkMicromapEXT *pMicromaps, VkQueryType queryType, size_t dataSize, void *pData, size_t stride), (device, micromapCount, pMicromaps, queryType, dataSize, pData, stride))
HG(CALL, DEVICE, vkCmdCopyMicromapEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyMicromapInfoEXT *pInfo), (commandBuffer, pInfo))
HG(CALL, DEVICE, vkCmdCopyMicromapToMemoryEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyMicromapToMemoryInfoEXT *pInfo), (commandBuffer, pInfo))
HG(CALL, DEVICE, vkCmdCopyMemoryToMicromapEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyMemoryToMicromapInfoEXT *pInfo), (commandBuffer, pInfo))
HG(CALL, DEVICE, vkCmdWriteMicromapsPropertiesEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t micromapCount, const VkMicromapEXT *pMicromaps, VkQueryType queryType, VkQueryPool queryPool, uint32_t firstQuery), (commandBuffer, micromapCount, pMicromaps, queryType, queryPool, firstQuery))
HG(CALL, DEVICE, vkGetDeviceMicromapCompatibilityEXT, device, VkDevice, device, (VkDevice device, const VkMicromapVersionInfoEXT *pVersionInfo, VkAccelerationStructureCompatibilityKHR *pCompatibility), (device, pVersionInfo, pCompatibility))
HG(CALL, DEVICE, vkGetMicromapBuildSizesEXT, device, VkDevice, device, (VkDevice device, VkAccelerationStructureBuildTypeKHR buildType, const VkMicromapBuildInfoEXT *pBuildInfo, VkMicromapBuildSizesInfoEXT *pSizeInfo), (device, buildType, pBuildInfo, pSizeInfo))
#endif
#ifdef VK_HUAWEI_cluster_culling_shader
HG(CALL, DEVICE, vkCmdDrawClusterHUAWEI, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t groupCountX, uint32_t groupCountY, uint32_t groupCountZ), (commandBuffer, groupCountX, groupCountY, groupCountZ))
HG(CALL, DEVICE, vkCmdDrawClusterIndirectHUAWEI, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset), (commandBuffer, buffer, offset))
#endif
#ifdef VK_EXT_pageable_device_local_memory
HG(CALL, DEVICE, vkSetDeviceMemoryPriorityEXT, device, VkDeviceMemory, memory, (VkDevice device, VkDeviceMemory memory, float priority), (device, memory, priority))
#endif
#ifdef VK_VALVE_descriptor_set_host_mapping
HG(CALL, DEVICE, vkGetDescriptorSetLayoutHostMappingInfoVALVE, device, VkDevice, device, (VkDevice device, const VkDescriptorSetBindingReferenceVALVE *pBindingReference, VkDescriptorSetLayoutHostMappingInfoVALVE *pHostMapping), (device, pBindingReference, pHostMapping))
HG(CALL, DEVICE, vkGetDescriptorSetHostMappingVALVE, device, VkDescriptorSet, descriptorSet, (VkDevice device, VkDescriptorSet descriptorSet, void **ppData), (device, descriptorSet, ppData))
#endif
#ifdef VK_NV_copy_memory_indirect
HG(CALL, DEVICE, vkCmdCopyMemoryIndirectNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkDeviceAddress copyBufferAddress, uint32_t copyCount, uint32_t stride), (commandBuffer, copyBufferAddress, copyCount, stride))
HG(CALL, DEVICE, vkCmdCopyMemoryToImageIndirectNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkDeviceAddress copyBufferAddress, uint32_t copyCount, uint32_t stride, VkImage dstImage, VkImageLayout dstImageLayout, const VkImageSubresourceLayers *pImageSubresources), (commandBuffer, copyBufferAddress, copyCount, stride, dstImage, dstImageLayout, pImageSubresources))
#endif
#ifdef VK_NV_memory_decompression
HG(CALL, DEVICE, vkCmdDecompressMemoryNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t decompressRegionCount, const VkDecompressMemoryRegionNV *pDecompressMemoryRegions), (commandBuffer, decompressRegionCount, pDecompressMemoryRegions))
HG(CALL, DEVICE, vkCmdDecompressMemoryIndirectCountNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkDeviceAddress indirectCommandsAddress, VkDeviceAddress indirectCommandsCountAddress, uint32_t stride), (commandBuffer, indirectCommandsAddress, indirectCommandsCountAddress, stride))
#endif
#ifdef VK_EXT_extended_dynamic_state3
HG(CALL, DEVICE, vkCmdSetTessellationDomainOriginEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkTessellationDomainOrigin domainOrigin), (commandBuffer, domainOrigin))
HG(CALL, DEVICE, vkCmdSetDepthClampEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthClampEnable), (commandBuffer, depthClampEnable))
HG(CALL, DEVICE, vkCmdSetPolygonModeEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkPolygonMode polygonMode), (commandBuffer, polygonMode))
HG(CALL, DEVICE, vkCmdSetRasterizationSamplesEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkSampleCountFlagBits rasterizationSamples), (commandBuffer, rasterizationSamples))
HG(CALL, DEVICE, vkCmdSetSampleMaskEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkSampleCountFlagBits samples, const VkSampleMask *pSampleMask), (commandBuffer, samples, pSampleMask))
HG(CALL, DEVICE, vkCmdSetAlphaToCoverageEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 alphaToCoverageEnable), (commandBuffer, alphaToCoverageEnable))
HG(CALL, DEVICE, vkCmdSetAlphaToOneEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 alphaToOneEnable), (commandBuffer, alphaToOneEnable))
HG(CALL, DEVICE, vkCmdSetLogicOpEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 logicOpEnable), (commandBuffer, logicOpEnable))
HG(CALL, DEVICE, vkCmdSetColorBlendEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstAttachment, uint32_t attachmentCount, const VkBool32 *pColorBlendEnables), (commandBuffer, firstAttachment, attachmentCount, pColorBlendEnables))
HG(CALL, DEVICE, vkCmdSetColorBlendEquationEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstAttachment, uint32_t attachmentCount, const VkColorBlendEquationEXT *pColorBlendEquations), (commandBuffer, firstAttachment, attachmentCount, pColorBlendEquations))
HG(CALL, DEVICE, vkCmdSetColorWriteMaskEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstAttachment, uint32_t attachmentCount, const VkColorComponentFlags *pColorWriteMasks), (commandBuffer, firstAttachment, attachmentCount, pColorWriteMasks))
HG(CALL, DEVICE, vkCmdSetRasterizationStreamEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t rasterizationStream), (commandBuffer, rasterizationStream))
HG(CALL, DEVICE, vkCmdSetConservativeRasterizationModeEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkConservativeRasterizationModeEXT conservativeRasterizationMode), (commandBuffer, conservativeRasterizationMode))
HG(CALL, DEVICE, vkCmdSetExtraPrimitiveOverestimationSizeEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, float extraPrimitiveOverestimationSize), (commandBuffer, extraPrimitiveOverestimationSize))
HG(CALL, DEVICE, vkCmdSetDepthClipEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 depthClipEnable), (commandBuffer, depthClipEnable))
HG(CALL, DEVICE, vkCmdSetSampleLocationsEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 sampleLocationsEnable), (commandBuffer, sampleLocationsEnable))
HG(CALL, DEVICE, vkCmdSetColorBlendAdvancedEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstAttachment, uint32_t attachmentCount, const VkColorBlendAdvancedEXT *pColorBlendAdvanced), (commandBuffer, firstAttachment, attachmentCount, pColorBlendAdvanced))
HG(CALL, DEVICE, vkCmdSetProvokingVertexModeEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkProvokingVertexModeEXT provokingVertexMode), (commandBuffer, provokingVertexMode))
HG(CALL, DEVICE, vkCmdSetLineRasterizationModeEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkLineRasterizationModeEXT lineRasterizationMode), (commandBuffer, lineRasterizationMode))
HG(CALL, DEVICE, vkCmdSetLineStippleEnableEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 stippledLineEnable), (commandBuffer, stippledLineEnable))
HG(CALL, DEVICE, vkCmdSetDepthClipNegativeOneToOneEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 negativeOneToOne), (commandBuffer, negativeOneToOne))
HG(CALL, DEVICE, vkCmdSetViewportWScalingEnableNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 viewportWScalingEnable), (commandBuffer, viewportWScalingEnable))
HG(CALL, DEVICE, vkCmdSetViewportSwizzleNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t firstViewport, uint32_t viewportCount, const VkViewportSwizzleNV *pViewportSwizzles), (commandBuffer, firstViewport, viewportCount, pViewportSwizzles))
HG(CALL, DEVICE, vkCmdSetCoverageToColorEnableNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 coverageToColorEnable), (commandBuffer, coverageToColorEnable))
HG(CALL, DEVICE, vkCmdSetCoverageToColorLocationNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t coverageToColorLocation), (commandBuffer, coverageToColorLocation))
HG(CALL, DEVICE, vkCmdSetCoverageModulationModeNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkCoverageModulationModeNV coverageModulationMode), (commandBuffer, coverageModulationMode))
HG(CALL, DEVICE, vkCmdSetCoverageModulationTableEnableNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 coverageModulationTableEnable), (commandBuffer, coverageModulationTableEnable))
HG(CALL, DEVICE, vkCmdSetCoverageModulationTableNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t coverageModulationTableCount, const float *pCoverageModulationTable), (commandBuffer, coverageModulationTableCount, pCoverageModulationTable))
HG(CALL, DEVICE, vkCmdSetShadingRateImageEnableNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 shadingRateImageEnable), (commandBuffer, shadingRateImageEnable))
HG(CALL, DEVICE, vkCmdSetRepresentativeFragmentTestEnableNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBool32 representativeFragmentTestEnable), (commandBuffer, representativeFragmentTestEnable))
HG(CALL, DEVICE, vkCmdSetCoverageReductionModeNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkCoverageReductionModeNV coverageReductionMode), (commandBuffer, coverageReductionMode))
#endif
#ifdef VK_EXT_shader_module_identifier
HG(CALL, DEVICE, vkGetShaderModuleIdentifierEXT, device, VkShaderModule, shaderModule, (VkDevice device, VkShaderModule shaderModule, VkShaderModuleIdentifierEXT *pIdentifier), (device, shaderModule, pIdentifier))
HG(CALL, DEVICE, vkGetShaderModuleCreateInfoIdentifierEXT, device, VkDevice, device, (VkDevice device, const VkShaderModuleCreateInfo *pCreateInfo, VkShaderModuleIdentifierEXT *pIdentifier), (device, pCreateInfo, pIdentifier))
#endif
#ifdef VK_NV_optical_flow
HG(CALL_RESULT, INSTANCE, vkGetPhysicalDeviceOpticalFlowImageFormatsNV, physicalDevice, VkPhysicalDevice, physicalDevice, (VkPhysicalDevice physicalDevice, const VkOpticalFlowImageFormatInfoNV *pOpticalFlowImageFormatInfo, uint32_t *pFormatCount, VkOpticalFlowImageFormatPropertiesNV *pImageFormatProperties), (physicalDevice, pOpticalFlowImageFormatInfo, pFormatCount, pImageFormatProperties))
HG(CREATE, DEVICE, vkCreateOpticalFlowSessionNV, device, VkOpticalFlowSessionNV, pSession, 1, (VkDevice device, const VkOpticalFlowSessionCreateInfoNV *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkOpticalFlowSessionNV *pSession), (device, pCreateInfo, pAllocator, pSession))
HG(DESTROY, DEVICE, vkDestroyOpticalFlowSessionNV, device, VkOpticalFlowSessionNV, session, (VkDevice device, VkOpticalFlowSessionNV session, const VkAllocationCallbacks *pAllocator), (device, session, pAllocator))
HG(CALL_RESULT, DEVICE, vkBindOpticalFlowSessionImageNV, device, VkOpticalFlowSessionNV, session, (VkDevice device, VkOpticalFlowSessionNV session, VkOpticalFlowSessionBindingPointNV bindingPoint, VkImageView view, VkImageLayout layout), (device, session, bindingPoint, view, layout))
HG(CALL, DEVICE, vkCmdOpticalFlowExecuteNV, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkOpticalFlowSessionNV session, const VkOpticalFlowExecuteInfoNV *pExecuteInfo), (commandBuffer, session, pExecuteInfo))
#endif
#ifdef VK_QCOM_tile_properties
HG(CALL_RESULT, DEVICE, vkGetFramebufferTilePropertiesQCOM, device, VkFramebuffer, framebuffer, (VkDevice device, VkFramebuffer framebuffer, uint32_t *pPropertiesCount, VkTilePropertiesQCOM *pProperties), (device, framebuffer, pPropertiesCount, pProperties))
HG(CALL_RESULT, DEVICE, vkGetDynamicRenderingTilePropertiesQCOM, device, VkDevice, device, (VkDevice device, const VkRenderingInfo *pRenderingInfo, VkTilePropertiesQCOM *pProperties), (device, pRenderingInfo, pProperties))
#endif
#ifdef VK_KHR_acceleration_structure
HG(CREATE, DEVICE, vkCreateAccelerationStructureKHR, device, VkAccelerationStructureKHR, pAccelerationStructure, 1, (VkDevice device, const VkAccelerationStructureCreateInfoKHR *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkAccelerationStructureKHR *pAccelerationStructure), (device, pCreateInfo, pAllocator, pAccelerationStructure))
HG(DESTROY, DEVICE, vkDestroyAccelerationStructureKHR, device, VkAccelerationStructureKHR, accelerationStructure, (VkDevice device, VkAccelerationStructureKHR accelerationStructure, const VkAllocationCallbacks *pAllocator), (device, accelerationStructure, pAllocator))
HG(CALL, DEVICE, vkCmdBuildAccelerationStructuresKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t infoCount, const VkAccelerationStructureBuildGeometryInfoKHR *pInfos, const VkAccelerationStructureBuildRangeInfoKHR *const *ppBuildRangeInfos), (commandBuffer, infoCount, pInfos, ppBuildRangeInfos))
HG(CALL, DEVICE, vkCmdBuildAccelerationStructuresIndirectKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t infoCount, const VkAccelerationStructureBuildGeometryInfoKHR *pInfos, const VkDeviceAddress *pIndirectDeviceAddresses, const uint32_t *pIndirectStrides, const uint32_t *const *ppMaxPrimitiveCounts), (commandBuffer, infoCount, pInfos, pIndirectDeviceAddresses, pIndirectStrides, ppMaxPrimitiveCounts))
HG(CALL_RESULT, DEVICE, vkBuildAccelerationStructuresKHR, device, VkDeferredOperationKHR, deferredOperation, (VkDevice device, VkDeferredOperationKHR deferredOperation, uint32_t infoCount, const VkAccelerationStructureBuildGeometryInfoKHR *pInfos, const VkAccelerationStructureBuildRangeInfoKHR *const *ppBuildRangeInfos), (device, deferredOperation, infoCount, pInfos, ppBuildRangeInfos))
HG(CALL_RESULT, DEVICE, vkCopyAccelerationStructureKHR, device, VkDeferredOperationKHR, deferredOperation, (VkDevice device, VkDeferredOperationKHR deferredOperation, const VkCopyAccelerationStructureInfoKHR *pInfo), (device, deferredOperation, pInfo))
HG(CALL_RESULT, DEVICE, vkCopyAccelerationStructureToMemoryKHR, device, VkDeferredOperationKHR, deferredOperation, (VkDevice device, VkDeferredOperationKHR deferredOperation, const VkCopyAccelerationStructureToMemoryInfoKHR *pInfo), (device, deferredOperation, pInfo))
HG(CALL_RESULT, DEVICE, vkCopyMemoryToAccelerationStructureKHR, device, VkDeferredOperationKHR, deferredOperation, (VkDevice device, VkDeferredOperationKHR deferredOperation, const VkCopyMemoryToAccelerationStructureInfoKHR *pInfo), (device, deferredOperation, pInfo))
HG(CALL_RESULT, DEVICE, vkWriteAccelerationStructuresPropertiesKHR, device, VkDevice, device, (VkDevice device, uint32_t accelerationStructureCount, const VkAccelerationStructureKHR *pAccelerationStructures, VkQueryType queryType, size_t dataSize, void *pData, size_t stride), (device, accelerationStructureCount, pAccelerationStructures, queryType, dataSize, pData, stride))
HG(CALL, DEVICE, vkCmdCopyAccelerationStructureKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyAccelerationStructureInfoKHR *pInfo), (commandBuffer, pInfo))
HG(CALL, DEVICE, vkCmdCopyAccelerationStructureToMemoryKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyAccelerationStructureToMemoryInfoKHR *pInfo), (commandBuffer, pInfo))
HG(CALL, DEVICE, vkCmdCopyMemoryToAccelerationStructureKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkCopyMemoryToAccelerationStructureInfoKHR *pInfo), (commandBuffer, pInfo))
HG(CALL_VALUE, DEVICE, vkGetAccelerationStructureDeviceAddressKHR, VkDeviceAddress, device, VkDevice, device, (VkDevice device, const VkAccelerationStructureDeviceAddressInfoKHR *pInfo), (device, pInfo))
HG(CALL, DEVICE, vkCmdWriteAccelerationStructuresPropertiesKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t accelerationStructureCount, const VkAccelerationStructureKHR *pAccelerationStructures, VkQueryType queryType, VkQueryPool queryPool, uint32_t firstQuery), (commandBuffer, accelerationStructureCount, pAccelerationStructures, queryType, queryPool, firstQuery))
HG(CALL, DEVICE, vkGetDeviceAccelerationStructureCompatibilityKHR, device, VkDevice, device, (VkDevice device, const VkAccelerationStructureVersionInfoKHR *pVersionInfo, VkAccelerationStructureCompatibilityKHR *pCompatibility), (device, pVersionInfo, pCompatibility))
HG(CALL, DEVICE, vkGetAccelerationStructureBuildSizesKHR, device, VkDevice, device, (VkDevice device, VkAccelerationStructureBuildTypeKHR buildType, const VkAccelerationStructureBuildGeometryInfoKHR *pBuildInfo, const uint32_t *pMaxPrimitiveCounts, VkAccelerationStructureBuildSizesInfoKHR *pSizeInfo), (device, buildType, pBuildInfo, pMaxPrimitiveCounts, pSizeInfo))
#endif
#ifdef VK_KHR_ray_tracing_pipeline
HG(CALL, DEVICE, vkCmdTraceRaysKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkStridedDeviceAddressRegionKHR *pRaygenShaderBindingTable, const VkStridedDeviceAddressRegionKHR *pMissShaderBindingTable, const VkStridedDeviceAddressRegionKHR *pHitShaderBindingTable, const VkStridedDeviceAddressRegionKHR *pCallableShaderBindingTable, uint32_t width, uint32_t height, uint32_t depth), (commandBuffer, pRaygenShaderBindingTable, pMissShaderBindingTable, pHitShaderBindingTable, pCallableShaderBindingTable, width, height, depth))
HG(CREATE, DEVICE, vkCreateRayTracingPipelinesKHR, device, VkPipeline, pPipelines, createInfoCount, (VkDevice device, VkDeferredOperationKHR deferredOperation, VkPipelineCache pipelineCache, uint32_t createInfoCount, const VkRayTracingPipelineCreateInfoKHR *pCreateInfos, const VkAllocationCallbacks *pAllocator, VkPipeline *pPipelines), (device, deferredOperation, pipelineCache, createInfoCount, pCreateInfos, pAllocator, pPipelines))
HG(CALL_RESULT, DEVICE, vkGetRayTracingCaptureReplayShaderGroupHandlesKHR, device, VkPipeline, pipeline, (VkDevice device, VkPipeline pipeline, uint32_t firstGroup, uint32_t groupCount, size_t dataSize, void *pData), (device, pipeline, firstGroup, groupCount, dataSize, pData))
HG(CALL, DEVICE, vkCmdTraceRaysIndirectKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, const VkStridedDeviceAddressRegionKHR *pRaygenShaderBindingTable, const VkStridedDeviceAddressRegionKHR *pMissShaderBindingTable, const VkStridedDeviceAddressRegionKHR *pHitShaderBindingTable, const VkStridedDeviceAddressRegionKHR *pCallableShaderBindingTable, VkDeviceAddress indirectDeviceAddress), (commandBuffer, pRaygenShaderBindingTable, pMissShaderBindingTable, pHitShaderBindingTable, pCallableShaderBindingTable, indirectDeviceAddress))
HG(CALL_VALUE, DEVICE, vkGetRayTracingShaderGroupStackSizeKHR, VkDeviceSize, device, VkPipeline, pipeline, (VkDevice device, VkPipeline pipeline, uint32_t group, VkShaderGroupShaderKHR groupShader), (device, pipeline, group, groupShader))
HG(CALL, DEVICE, vkCmdSetRayTracingPipelineStackSizeKHR, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t pipelineStackSize), (commandBuffer, pipelineStackSize))
#endif
#ifdef VK_EXT_mesh_shader
HG(CALL, DEVICE, vkCmdDrawMeshTasksEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, uint32_t groupCountX, uint32_t groupCountY, uint32_t groupCountZ), (commandBuffer, groupCountX, groupCountY, groupCountZ))
HG(CALL, DEVICE, vkCmdDrawMeshTasksIndirectEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, uint32_t drawCount, uint32_t stride), (commandBuffer, buffer, offset, drawCount, stride))
HG(CALL, DEVICE, vkCmdDrawMeshTasksIndirectCountEXT, commandBuffer, VkCommandBuffer, commandBuffer, (VkCommandBuffer commandBuffer, VkBuffer buffer, VkDeviceSize offset, VkBuffer countBuffer, VkDeviceSize countBufferOffset, uint32_t maxDrawCount, uint32_t stride), (commandBuffer, buffer, offset, countBuffer, countBufferOffset, maxDrawCount, stride))
#endif
HG(CREATE_SURFACE, INSTANCE, vkCreateAndroidSurfaceKHR, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateDirectFBSurfaceEXT, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateImagePipeSurfaceFUCHSIA, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateStreamDescriptorSurfaceGGP, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateIOSSurfaceMVK, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateMacOSSurfaceMVK, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateMetalSurfaceEXT, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateScreenSurfaceQNX, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateViSurfaceNN, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateWaylandSurfaceKHR, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateWin32SurfaceKHR, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateXcbSurfaceKHR, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
HG(CREATE_SURFACE, INSTANCE, vkCreateXlibSurfaceKHR, instance, VkSurfaceKHR, pSurface, 1, (VkInstance instance, const void *pCreateInfo, const VkAllocationCallbacks *pAllocator, VkSurfaceKHR *pSurface), (instance, pCreateInfo, pAllocator, pSurface))
